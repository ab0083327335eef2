/* Which group a descriptor belongs to, and that their number is bounded and their members stay. */
#include "test.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "group.h"
#include "ledger.h"

static struct ledger_addr v4(uint8_t last, uint16_t port)
{
	return (struct ledger_addr){ .family = AF_INET, .port = port, .bytes = { 10, 0, 0, last } };
}

static const struct ledger_addr none;

static uint32_t accepted_on(uint16_t port)
{
	struct ledger_addr local = v4(1, port);
	struct group_key key = group_key(ROLE_ACCEPTED, PROTO_TCP, &local, &none);
	return group_of(&key);
}

static uint32_t outbound_to(uint8_t host, uint16_t port)
{
	struct ledger_addr remote = v4(host, port);
	struct group_key key = group_key(ROLE_OUTBOUND, PROTO_TCP, &none, &remote);
	return group_of(&key);
}

TEST(acceptedConnectionsShareAGroupByListeningPort)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(accepted_on(8080), accepted_on(8080));
	CHECK(accepted_on(8080) != accepted_on(8081));
	CHECK_EQ(group_rows[accepted_on(8081)].local_port, 8081);
	CHECK_STR(group_rows[accepted_on(8081)].peer, "");
}

TEST(outboundConnectionsShareAGroupByServiceNotByClientPort)
{
	CHECK(ledger_open() >= 0);
	CHECK_EQ(outbound_to(7, 5432), outbound_to(7, 5432));
	CHECK_STR(group_rows[outbound_to(7, 5432)].peer, "10.0.0.7:5432");
	CHECK_EQ(group_rows[outbound_to(7, 5432)].local_port, 0);
}

TEST(anIPv6PeerStandsInBrackets)
{
	struct ledger_addr remote = { .family = AF_INET6, .port = 443, .bytes = { [15] = 1 } };
	CHECK(ledger_open() >= 0);
	struct group_key key = group_key(ROLE_OUTBOUND, PROTO_TCP, &none, &remote);
	CHECK_STR(key.peer, "[::1]:443");
}

TEST(theLongestIPv6PeerFits)
{
	struct ledger_addr remote = { .family = AF_INET6, .port = 65535 };
	memset(remote.bytes, 0xfe, 16);
	CHECK(ledger_open() >= 0);
	struct group_key key = group_key(ROLE_OUTBOUND, PROTO_TCP, &none, &remote);
	CHECK_STR(key.peer, "[fefe:fefe:fefe:fefe:fefe:fefe:fefe:fefe]:65535");
}

TEST(portsPastTheSixteenthShareGroupZeroAndTheFirstKeepTheirs)
{
	CHECK(ledger_open() >= 0);
	uint32_t first = accepted_on(8000);
	for (uint16_t port = 8000; port < 8000 + GROUP_PORTS; port++)
		CHECK_EQ(group_rows[accepted_on(port)].local_port, port);
	CHECK_EQ(overflow_rows[OVERFLOW_local_port].count, 0);
	CHECK_EQ(group_rows[accepted_on(9001)].local_port, 0);
	CHECK_EQ(accepted_on(9001), accepted_on(9011));
	CHECK_EQ(overflow_rows[OVERFLOW_local_port].count, 3);
	CHECK_EQ(accepted_on(8000), first);
}

TEST(peersPastTheLimitAreOtherAndTheFirstKeepTheirs)
{
	CHECK(ledger_open() >= 0);
	uint32_t first = outbound_to(0, 80);
	for (int i = 0; i < GROUP_PEERS; i++)
		CHECK(strcmp(group_rows[outbound_to((uint8_t)(i % 251), (uint16_t)(80 + i / 251))].peer, "other") != 0);
	CHECK_EQ(overflow_rows[OVERFLOW_peer].count, 0);
	CHECK_STR(group_rows[outbound_to(200, 443)].peer, "other");
	CHECK_EQ(outbound_to(200, 443), outbound_to(201, 444));
	CHECK_EQ(overflow_rows[OVERFLOW_peer].count, 3);
	CHECK_EQ(outbound_to(0, 80), first);
}

TEST(aHundredThousandPeersMakeOneGroupMoreThanTheLimit)
{
	CHECK(ledger_open() >= 0);
	for (int i = 0; i < 100003; i++)
		outbound_to((uint8_t)(i % 251), (uint16_t)(i / 251));
	CHECK_EQ(ledger->section[SECTION_GROUP].used, GROUP_PEERS + 1);
}

TEST(everyCombinationFitsTheTable)
{
	CHECK(ledger_open() >= 0);
	for (int role = 0; role < ROLES; role++)
		for (int proto = 0; proto < PROTOS; proto++)
			for (int i = 0; i < GROUP_PEERS + 3; i++) {
				struct ledger_addr local = v4(1, (uint16_t)(8000 + i)), remote = v4((uint8_t)(i % 251), (uint16_t)(80 + i / 251));
				struct group_key key = group_key(role, proto, &local, &remote);
				group_of(&key);
			}
	CHECK(ledger->section[SECTION_GROUP].used < ledger->section[SECTION_GROUP].capacity);
}

#include "group.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

static const bool is_max[FD_COLUMNS] = {
#define FD_SUM(name, unit, metric, help) [FD_##name] = false,
#define FD_MAX(name, unit, metric, help) [FD_##name] = true,
#define SET_SUM(name, unit, metric, help)
#include "columns.def"
};

/* "10.0.0.7:5432", "[::1]:5432" or a path. inet_ntop and snprintf only: no name is looked up here. */
static void format_peer(char *peer, size_t bytes, const struct ledger_addr *address)
{
	char ip[INET6_ADDRSTRLEN];
	if (address->family == AF_UNIX)
		snprintf(peer, bytes, "%.*s", (int)sizeof address->bytes, (const char *)address->bytes);
	else if (address->family && inet_ntop(address->family, address->bytes, ip, sizeof ip))
		snprintf(peer, bytes, address->family == AF_INET6 ? "[%s]:%u" : "%s:%u", ip, address->port);
}

struct group_key group_key(enum fd_role role, enum fd_proto proto, const struct ledger_addr *local, const struct ledger_addr *remote)
{
	struct group_key key = { .role = (uint8_t)role, .proto = (uint8_t)proto };
	bool serving = role == ROLE_ACCEPTED || role == ROLE_LISTENER;
	if (serving && proto == PROTO_UNIX)
		format_peer(key.peer, sizeof key.peer, local);
	else if (serving)
		key.local_port = group_port(local->port);
	else if (role == ROLE_OUTBOUND)
		format_peer(key.peer, sizeof key.peer, remote);
	group_peer(key.peer);
	return key;
}

static bool matches(const struct group_row *row, const struct group_key *key)
{
	return row->role == key->role && row->proto == key->proto && row->local_port == key->local_port &&
	       strcmp(row->peer, key->peer) == 0;
}

/* Records are used from 0 up and never freed, `used` of the section is raised last. Returns -1 when there is none. */
static int find(const struct group_key *key)
{
	int count = (int)atomic_load_explicit(&ledger->section[SECTION_GROUP].used, memory_order_acquire);
	for (int i = 0; i < count; i++)
		if (matches(&group_rows[i], key))
			return i;
	return -1;
}

static uint32_t make(const struct group_key *key)
{
	uint32_t index = atomic_load(&ledger->section[SECTION_GROUP].used);
	/* Roles, protocols, ports and peers together can't fill the section; if they ever do, the last record takes the rest. */
	if (index == ledger->section[SECTION_GROUP].capacity)
		return index - 1;
	struct group_row *row = &group_rows[index];
	row->role = key->role;
	row->proto = key->proto;
	row->local_port = key->local_port;
	memcpy(row->peer, key->peer, sizeof row->peer);
	atomic_store_explicit(&row->used, 1, memory_order_release);
	ledger_use(SECTION_GROUP, index);
	return index;
}

uint32_t group_of(const struct group_key *key)
{
	int index = find(key);
	if (index >= 0)
		return (uint32_t)index;
	pthread_mutex_lock(&making);
	index = find(key);
	uint32_t group = index >= 0 ? (uint32_t)index : make(key);
	pthread_mutex_unlock(&making);
	return group;
}

void group_fold(uint32_t group, struct fd_row *row)
{
	struct group_row *totals = &group_rows[group];
	for (int i = 0; i < FD_COLUMNS; i++) {
		if (atomic_load_explicit(&row->c[i], memory_order_relaxed) == 0)
			continue;
		uint64_t value = atomic_exchange_explicit(&row->c[i], 0, memory_order_relaxed);
		if (is_max[i])
			count_max(&totals->c[i], value);
		else
			count(&totals->c[i], value);
	}
}

void group_drop(struct fd_row *row)
{
	for (int i = 0; i < FD_COLUMNS; i++)
		atomic_store_explicit(&row->c[i], 0, memory_order_relaxed);
}

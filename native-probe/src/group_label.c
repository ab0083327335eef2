/* Which ports and peers get a name in the group totals: first come, first kept, a bounded number for the life of the ledger.
 * Both lists only grow, so looking is lock-free; adding takes a lock. */
#include <pthread.h>
#include <string.h>

#include "group.h"

#define PEER_BYTES sizeof((struct group_key *)0)->peer

static uint16_t ports[GROUP_PORTS];
static char peers[GROUP_PEERS][PEER_BYTES];
static _Atomic int port_count, peer_count;
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;

static bool find_port(uint16_t port)
{
	int count = atomic_load_explicit(&port_count, memory_order_acquire);
	for (int i = 0; i < count; i++)
		if (ports[i] == port)
			return true;
	return false;
}

static bool find_peer(const char *peer)
{
	int count = atomic_load_explicit(&peer_count, memory_order_acquire);
	for (int i = 0; i < count; i++)
		if (strcmp(peers[i], peer) == 0)
			return true;
	return false;
}

static bool add_port(uint16_t port)
{
	pthread_mutex_lock(&adding);
	int count = port_count;
	bool room = count < GROUP_PORTS;
	bool known = find_port(port);
	if (room && !known) {
		ports[count] = port;
		atomic_store_explicit(&port_count, count + 1, memory_order_release);
	}
	pthread_mutex_unlock(&adding);
	return known || room;
}

static bool add_peer(const char *peer)
{
	pthread_mutex_lock(&adding);
	int count = peer_count;
	bool room = count < GROUP_PEERS;
	bool known = find_peer(peer);
	if (room && !known) {
		strcpy(peers[count], peer);
		atomic_store_explicit(&peer_count, count + 1, memory_order_release);
	}
	pthread_mutex_unlock(&adding);
	return known || room;
}

uint16_t group_port(uint16_t port)
{
	if (port == 0 || find_port(port) || (atomic_load(&port_count) < GROUP_PORTS && add_port(port)))
		return port;
	count(&overflow_rows[OVERFLOW_local_port].count, 1);
	return 0;
}

void group_peer(char peer[static PEER_BYTES])
{
	if (peer[0] == 0 || find_peer(peer))
		return;
	if (atomic_load(&peer_count) < GROUP_PEERS && add_peer(peer))
		return;
	count(&overflow_rows[OVERFLOW_peer].count, 1);
	memcpy(peer, "other", sizeof "other");
}

void group_labels_reset(void)
{
	atomic_store(&port_count, 0);
	atomic_store(&peer_count, 0);
}

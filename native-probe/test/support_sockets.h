/* Real sockets on loopback for the ledger's tests. Every function fails the test instead of returning an error. */
#ifndef POLLUX_TEST_SOCKETS_H
#define POLLUX_TEST_SOCKETS_H

#include <stdint.h>

/* A TCP listener on 127.0.0.1; port 0: any. */
int tcp_listener(uint16_t port);
uint16_t local_port(int fd);
/* A new connection to a listener of ours, not accepted yet. */
int tcp_connect(int listener);
/* A new connection to a listener of ours: pair[0] connected, pair[1] accepted. */
void tcp_pair(int listener, int pair[2]);
/* A Unix stream listener on an abstract name, and a connection to it likewise. */
int unix_listener(const char *name);
void unix_pair(int listener, int pair[2]);
/* A UDP socket bound to 127.0.0.1. */
int udp_socket(void);
/* Connects a UDP socket to another; -1 disconnects it. */
void udp_connect(int fd, int to);

#endif

/* How many bytes a call of Netty's moved, where its result does not say: in fields of the objects it fills or is given. The caller's
 * row may be null. None of these leaves an exception; a field that is not there counts as 0 bytes. */
#ifndef POLLUX_NETTY_BYTES_H
#define POLLUX_NETTY_BYTES_H

#include <jni.h>
#include <stdint.h>

/* What `count` of a NativeDatagramPacket stands for: the bytes received, or the length of the iovec at `memoryAddress` to be sent. */
enum packet_count { PACKET_FILLED, PACKET_VECTOR };

/* DatagramSocketAddress.receivedAmount, and the same of a Unix domain datagram. */
int64_t netty_received_bytes(JNIEnv *env, jobject from);
/* Bytes of `n` packets of an array from `offset`. */
int64_t netty_packet_bytes(JNIEnv *env, jobjectArray packets, jint offset, jint n, enum packet_count kind);

#endif

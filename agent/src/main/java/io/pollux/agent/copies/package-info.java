/**
 * Counts the copy above the system call: the JDK's channels and sockets can't hand a heap buffer to the kernel, so they copy it through a
 * temporary direct buffer. Only bytecode knows of it, so this package rewrites it: each {@code ByteBuffer.put} or {@code get} listed in
 * {@link io.pollux.agent.copies.Hooks} becomes a call of the bridge, sun.nio.ch.PolluxBridge, which does the same copy and counts it.
 * <pre>
 *   bb.put(src)     ->     PolluxBridge.heapWrite(bb, src, fd)
 * </pre>
 * Rewriting is done with ByteBuddy's ASM alone. Its AgentBuilder loads 1,500 classes in 700 ms where this takes 40, and on JDK 24 and
 * later prints a warning about sun.misc.Unsafe on the application's standard error (seen with 1.18.14 on 25.0.3).
 * No lambda, no stream and no record's hash stands on the way of a start either: the first of each costs more than a class to weave.
 */
package io.pollux.agent.copies;

/**
 * The JDK's cache of temporary direct buffers: sun.nio.ch.Util keeps one for each platform thread (a virtual thread uses its carrier's), and
 * each keeps the buffers that heap I/O on its thread has needed, until the thread ends. Nothing tells how much that is; it is looked up here,
 * on demand, in the threads' own locals. The application's code and threads have no part in it.
 */
package io.pollux.agent.buffers;

/**
 * The command line: one class a command, named for it. Everything that only looks (list, status, fds, top) reads /proc and
 * the ledger and asks nothing of the JVM, so it works while the JVM hangs; attach, engine and detach go through the attach API.
 */
package io.pollux.cli;

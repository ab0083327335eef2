/** What /proc says of a process from outside: its TCP sockets, threads and limits. What can't be read is empty. */
package io.pollux.findings.kernel;

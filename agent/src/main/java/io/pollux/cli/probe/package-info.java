/** libpollux.so as the command line uses it, through JNA. */
package io.pollux.cli.probe;

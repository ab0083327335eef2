/** {@code pollux bench}: what is measured (libpollux's bench.h does it), and how it is shown. */
package io.pollux.cli.bench;

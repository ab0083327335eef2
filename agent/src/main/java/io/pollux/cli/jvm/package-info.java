/** Finding JVMs of this machine and judging whether Pollux can go in, from /proc and HotSpot's own performance data. */
package io.pollux.cli.jvm;

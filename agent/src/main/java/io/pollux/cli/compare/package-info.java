/** Engines compared on a JVM's own traffic: who serves when, what each turn cost, and what may be said of the difference. */
package io.pollux.cli.compare;

/** What {@code pollux semantics} has seen, as tables for people. */
package io.pollux.cli.semantics;

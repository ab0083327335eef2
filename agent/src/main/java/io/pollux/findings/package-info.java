/**
 * What is wrong with the way a process waits and copies, in plain words: pure functions over two readings of its ledger, of the
 * kernel's tables, and the time between them. {@link io.pollux.findings.Checks} is the list, {@link io.pollux.findings.Threshold}
 * the one table of limits; {@code pollux diagnose} and {@code /api/findings} are the readers.
 */
package io.pollux.findings;

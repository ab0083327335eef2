/** Small programs with one thing wrong, and their healthy twins, for the checks of {@code pollux diagnose}. */
package io.pollux.it.victims.findings;

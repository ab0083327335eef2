/** The checks, one class each; {@link io.pollux.findings.Checks} lists them. */
package io.pollux.findings.checks;

/**
 * Findings and slow readiness as events of the JDK's Flight Recorder. Nothing here is loaded by name from outside but
 * {@link io.pollux.agent.jfr.JfrFace}: a runtime without the module jdk.jfr fails there, and goes on without.
 */
package io.pollux.agent.jfr;

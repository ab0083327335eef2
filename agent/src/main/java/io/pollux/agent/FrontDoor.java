package io.pollux.agent;

import java.lang.instrument.Instrumentation;

/** Gives a command to this JVM's agent as the attach API would, under the same lock; from inside, so no JDK prints a warning. */
final class FrontDoor {
    private FrontDoor() {
    }

    /** The class {@link Agent} that counts is the system loader's: it is on its path wherever the agent was started. */
    static void knock(String command) {
        try {
            Class<?> agent = Class.forName("io.pollux.agent.Agent", false, ClassLoader.getSystemClassLoader());
            agent.getMethod("agentmain", String.class, Instrumentation.class).invoke(null, command, null);
        } catch (ReflectiveOperationException e) {
            // Without the door there is no agent to command.
        }
    }
}

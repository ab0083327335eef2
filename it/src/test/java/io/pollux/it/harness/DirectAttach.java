package io.pollux.it.harness;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;

/** The attach API without the command line before it: where hundreds of attaches are wanted, and a JVM each would take minutes. */
public final class DirectAttach {
    private DirectAttach() {
    }

    /** Attaches, or reconfigures where Pollux is in already: {@code key=value,...}. */
    public static void load(Victim victim, String options) throws Exception {
        load(victim, Repository.jar(), options);
    }

    /** Loads any agent. */
    public static void load(Victim victim, Path jar, String options) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(victim.pidText());
        try {
            vm.loadAgent(jar.toString(), options);
        } finally {
            vm.detach();
        }
    }

    /** Attaches without loading anything: afterwards the JVM has the listener thread and socket that every attach leaves in it. */
    public static void touch(Victim victim) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(victim.pidText());
        try {
            vm.getSystemProperties();
        } finally {
            vm.detach();
        }
    }
}

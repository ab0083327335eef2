package io.pollux.agent.copies;

import java.util.List;

/**
 * One method of sun.nio.ch that copies.
 *
 * @param type internal name of its class
 * @param method its name
 * @param descriptor its parameters and result, as in the class file
 * @param direction which way it copies
 * @param fd where it has the file descriptor
 * @param until the last feature release of the JDK in which it copies; later ones have the method, but it hands the work on
 */
record Hook(String type, String method, String descriptor, Direction direction, DescriptorSource fd, int until) {

    Hook(String type, String method, String descriptor, Direction direction, DescriptorSource fd) {
        this(type, method, descriptor, direction, fd, Integer.MAX_VALUE);
    }

    /** The one of them that a method is; null: none. */
    static Hook of(List<Hook> hooks, String name, String descriptor) {
        for (Hook hook : hooks) {
            if (hook.is(name, descriptor)) {
                return hook;
            }
        }
        return null;
    }

    private boolean is(String name, String otherDescriptor) {
        return method.equals(name) && descriptor.equals(otherDescriptor);
    }

    /** As users see it: sun.nio.ch.IOUtil.read(FileDescriptor,ByteBuffer[]). Enough of the parameters to tell overloads apart. */
    String label() {
        return type.replace('/', '.') + "." + method + "(" + Parameters.leading(descriptor) + ")";
    }
}

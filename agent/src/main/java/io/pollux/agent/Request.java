package io.pollux.agent;

import java.util.Map;

/**
 * One call of the agent: {@code phase=premain|attach,command=...,id=...,key=value,...}. What stands after the three reserved
 * keys belongs to the command.
 *
 * @param premain   started with the JVM, not into it
 * @param command   {@code attach} (the default: attaches or reconfigures), {@code engine}, {@code compare}, {@code buffers} or {@code detach}
 * @param id        names the reply: see {@link Reply}; empty: nobody waits
 * @param arguments everything else
 */
record Request(boolean premain, String command, String id, Map<String, String> arguments) {
    static final String ATTACH = "attach";
    static final String ENGINE = "engine";
    static final String COMPARE = "compare";
    static final String BUFFERS = "buffers";
    static final String DETACH = "detach";

    static Request parse(String text) {
        Map<String, String> arguments = Arguments.parse(text);
        boolean premain = "premain".equals(arguments.remove("phase"));
        String command = arguments.remove("command");
        String id = arguments.remove("id");
        return new Request(premain, command == null ? ATTACH : command, id == null ? "" : id, arguments);
    }
}

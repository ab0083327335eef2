package io.pollux.agent.copies;

/** Which way the bytes of a copy go. Each has methods of its own in the bridge, so that each keeps a type profile of its own in the JIT. */
enum Direction {
    /** From the temporary direct buffer to the application's, after a read. */
    READ("heapRead"),
    /** From the application's buffer to the temporary direct one, before a write. */
    WRITE("heapWrite");

    /** Name of the bridge's methods. */
    final String bridgeMethod;

    Direction(String bridgeMethod) {
        this.bridgeMethod = bridgeMethod;
    }
}

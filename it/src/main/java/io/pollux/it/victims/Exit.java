package io.pollux.it.victims;

/** Ends as its argument says: "exit N" by {@code System.exit}, "return" from main, "throw" out of main, "halt N" by {@code Runtime.halt}. */
public final class Exit {
    private Exit() {
    }

    public static void main(String[] args) {
        Talk.hello();
        int status = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        switch (args[0]) {
            case "exit" -> System.exit(status);
            case "halt" -> Runtime.getRuntime().halt(status);
            case "throw" -> throw new IllegalStateException("the victim's own");
            default -> Talk.say("returning");
        }
    }
}

package io.pollux.http;

/** A parameter that a resource can't do anything with; the message, for the one who sent it, says why. */
public final class BadParameter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadParameter(String line) {
        super(line);
    }
}

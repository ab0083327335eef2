package io.pollux.cli.text;

import java.util.List;
import java.util.Map;

/** A result in every form that a command prints or writes to a file. Lines have no line end, but for those of {@link #csv}. */
public interface Document {
    /** Lines for a terminal of 100 columns. */
    List<String> text();

    /** One object, in the order of its keys. */
    Map<String, Object> json();

    /** Records with their line ends, heads first; times in ns. */
    List<String> csv();

    List<String> markdown();

    /** One page that fetches nothing and runs nothing. */
    String html();
}

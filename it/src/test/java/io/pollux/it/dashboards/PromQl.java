package io.pollux.it.dashboards;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the selectors of a PromQL expression and the labels it groups by. It does not check the grammar: Prometheus does that.
 * Variables of Grafana may stand wherever a string or a range may.
 */
final class PromQl {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:][\\w:]*|[\\d.]+(?:[a-z]\\w*)?|\\S");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> GROUPINGS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    private final String text;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<List<String>> groupings = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Matcher token;
    private String call = "";

    PromQl(String text) {
        this.text = text;
        this.token = TOKEN.matcher(text);
        while (token.find())
            read(token.group());
    }

    List<Selector> selectors() {
        return selectors;
    }

    /** The label lists of every by, without, on and the like, in the order of the text. */
    List<List<String>> groupings() {
        return groupings;
    }

    /** Whether it divides or multiplies: then its unit is not its metrics'. */
    boolean isArithmetic() {
        return text.replaceAll("\"[^\"]*\"", "").matches("(?s).*[/*].*");
    }

    private void read(String word) {
        if (word.equals("(")) {
            open.addLast(call);
            call = "";
        } else if (word.equals(")")) {
            open.pollLast();
        } else if (word.equals("{")) {
            selector("", token.start());
        } else if (Character.isLetter(word.charAt(0)) || word.charAt(0) == '_' || word.charAt(0) == ':') {
            name(word);
        }
    }

    private void name(String word) {
        if (GROUPINGS.contains(word))
            grouping();
        else if (next() == '(' || text.startsWith("by ", skipSpace(token.end())))
            call = word;
        else if (!WORDS.contains(word.toLowerCase(Locale.ROOT)))
            selector(word, token.end());
    }

    private void grouping() {
        if (next() != '(')
            return;
        int end = text.indexOf(')', token.end());
        String labels = text.substring(text.indexOf('(', token.end()) + 1, end);
        groupings.add(labels.isBlank() ? List.of() : List.of(labels.trim().split("\\s*,\\s*")));
        token.region(end + 1, text.length());
    }

    /** Reads braces and brackets from a place on. */
    private void selector(String metric, int from) {
        List<Selector.Matcher> matchers = new ArrayList<>();
        int at = skipSpace(from);
        if (at < text.length() && text.charAt(at) == '{') {
            int end = closing(at);
            MATCHER.matcher(text.substring(at, end)).results()
                    .forEach(found -> matchers.add(new Selector.Matcher(found.group(1), found.group(2), found.group(3))));
            at = skipSpace(end + 1);
        }
        String range = "";
        if (at < text.length() && text.charAt(at) == '[') {
            range = text.substring(at + 1, text.indexOf(']', at));
            at += range.length() + 2;
        }
        selectors.add(new Selector(metric, matchers, range, open.stream().filter(name -> !name.isEmpty()).toList()));
        token.region(Math.min(at, text.length()), text.length());
    }

    /** Where the brace that opens at a place closes; strings may hold braces. */
    private int closing(int at) {
        boolean quoted = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && text.charAt(i - 1) != '\\')
                quoted = !quoted;
            if (c == '}' && !quoted)
                return i;
        }
        throw new IllegalArgumentException("a brace is not closed: " + text);
    }

    private char next() {
        int at = skipSpace(token.end());
        return at < text.length() ? text.charAt(at) : 0;
    }

    private int skipSpace(int at) {
        int i = at;
        while (i < text.length() && Character.isWhitespace(text.charAt(i)))
            i++;
        return i;
    }
}

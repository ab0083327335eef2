package io.pollux.cli.chart;

import java.util.Locale;

/** The frame of a chart. */
final class Svg {
    private static final double TITLE_AT = 20;

    private Svg() {
    }

    /** A file of its own, with its colours. */
    static String document(String title, double width, double height, String drawn) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + frame(title, width, height, "<style>" + Style.chart() + "</style>\n", drawn);
    }

    /** A part of a page that has the colours. */
    static String inline(String title, double width, double height, String drawn) {
        return frame(title, width, height, "", drawn);
    }

    /** An inline chart as a part of another one, so far from its top. */
    static String placed(String inline, double y) {
        return inline.replaceFirst("<svg ", "<svg y=\"" + Markup.number(y) + "\" ");
    }

    private static String frame(String title, double width, double height, String style, String drawn) {
        Markup out = new Markup();
        String box = String.format(Locale.ROOT, "0 0 %.0f %.0f", width, height);
        out.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", box, "width", Math.round(width), "height", Math.round(height), "role", "img").line();
        out.element("title", title).line().raw(style);
        out.open("rect", "class", "ground", "width", "100%", "height", "100%").close("rect");
        out.element("text", title, "class", "title", "x", 12, "y", TITLE_AT).line();
        return out.raw(drawn).close("svg").line().toString();
    }
}

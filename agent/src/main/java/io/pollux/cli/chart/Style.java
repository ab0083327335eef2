package io.pollux.cli.chart;

/** Colours and type, the same as the live page's; a series' colour is its number. */
final class Style {
    static final int COLOURS = 8;

    private static final String LIGHT = "--ground:#fff;--panel:#f5f6f8;--text:#1b1f24;--quiet:#57606a;--line:#d8dde3;"
            + "--s0:#0b61c4;--s1:#c2540a;--s2:#1a7f37;--s3:#8250df;--s4:#b3215e;--s5:#6e7781;--s6:#00767d;--s7:#8f5400";
    private static final String DARK = "--ground:#0f1318;--panel:#171c23;--text:#e4e8ed;--quiet:#9aa5b1;--line:#2b333d;"
            + "--s0:#6cb0ff;--s1:#ffa657;--s2:#56d364;--s3:#d2a8ff;--s4:#ff9bce;--s5:#9aa5b1;--s6:#56d4dd;--s7:#e3b341";

    private Style() {
    }

    /** The rules of a chart. */
    static String chart() {
        StringBuilder css = new StringBuilder();
        css.append("svg{").append(LIGHT).append("}@media(prefers-color-scheme:dark){svg{").append(DARK).append("}}")
                .append(".ground{fill:var(--ground)}text{fill:var(--text);font:12px system-ui,sans-serif}.title{font-size:14px;font-weight:600}")
                .append(".quiet{fill:var(--quiet)}.grid{stroke:var(--line)}.axis{stroke:var(--quiet)}.whisker{stroke:var(--text);stroke-width:1.5}")
                .append(".curve{fill:none;stroke-width:2}.dashed{stroke-dasharray:5 4}");
        for (int i = 0; i < COLOURS; i++) {
            css.append(".s").append(i).append("{stroke:var(--s").append(i).append(")}.f").append(i).append("{fill:var(--s").append(i).append(")}");
        }
        return css.toString();
    }

    /** The rules of a page around charts. */
    static String page() {
        return "body{" + LIGHT + "}@media(prefers-color-scheme:dark){body{" + DARK + "}}"
                + "body{margin:24px auto;max-width:960px;padding:0 16px;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}"
                + "h1{font-size:20px}h2{font-size:16px;margin-top:28px}svg{max-width:100%;height:auto}.quiet{color:var(--quiet)}"
                + "table{border-collapse:collapse;font-variant-numeric:tabular-nums}td,th{padding:2px 10px;border-bottom:1px solid var(--line);text-align:right}"
                + "td:first-child,th:first-child{text-align:left}th{color:var(--quiet);font-weight:600}div.wide{overflow-x:auto}"
                + chart();
    }

    static int colour(int series) {
        return series % COLOURS;
    }
}

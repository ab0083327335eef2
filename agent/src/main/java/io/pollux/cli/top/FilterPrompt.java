package io.pollux.cli.top;

/** The filter of a table while somebody types it: the table follows every letter. */
final class FilterPrompt {
    private String typed;
    private String before;

    /** What has been typed; null while nobody does. */
    String text() {
        return typed;
    }

    void begin(Grid<?> grid) {
        before = grid.filter();
        typed = before;
    }

    /** Takes one key of who types. */
    void press(Key key, Grid<?> grid) {
        switch (key.kind()) {
            case ENTER -> typed = null;
            case ESCAPE -> {
                typed = null;
                grid.filterBy(before);
            }
            case BACKSPACE -> type(typed.isEmpty() ? typed : typed.substring(0, typed.length() - 1), grid);
            case CHARACTER -> type(typed + key.character(), grid);
            default -> { }
        }
    }

    private void type(String text, Grid<?> grid) {
        typed = text;
        grid.filterBy(text);
    }
}

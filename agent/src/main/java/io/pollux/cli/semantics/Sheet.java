package io.pollux.cli.semantics;

import java.util.List;

/** A table: its title, heads and rows, and lines below it. */
record Sheet(String title, List<String> heads, List<List<String>> rows, List<String> below) {
}

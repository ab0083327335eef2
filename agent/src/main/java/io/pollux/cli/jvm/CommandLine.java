package io.pollux.cli.jvm;

import java.util.List;
import java.util.Set;

/** What a java command line runs. */
final class CommandLine {
    /** Options whose value is the next word. */
    private static final Set<String> WITH_VALUE = Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path",
            "--upgrade-module-path", "--add-modules", "--add-exports", "--add-opens", "--add-reads", "--limit-modules",
            "--patch-module", "-d", "--describe-module", "--source", "--enable-native-access");

    private CommandLine() {}

    /** The main class, or the jar's file name; empty when the words name neither. */
    static String mainClass(List<String> words) {
        return nameOf(program(words));
    }

    /** The word that says what is run: a class, MODULE/CLASS, or a jar's path; empty when there is none. */
    static String program(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                return i + 1 < words.size() ? words.get(i + 1) : "";
            }
            if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-") && !word.startsWith("@")) {
                return word;
            }
        }
        return "";
    }

    /** The first word of a command as a name: a class without its module, a jar without its directory. */
    static String nameOf(String command) {
        int jar = command.indexOf(".jar");
        if (jar >= 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ')) {
            return command.substring(command.lastIndexOf('/', jar) + 1, jar + 4);
        }
        int blank = command.indexOf(' ');
        String first = blank < 0 ? command : command.substring(0, blank);
        return first.substring(first.indexOf('/') + 1);
    }
}

package io.pollux.cli;

import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.cli.text.Wrap;
import io.pollux.findings.Check;
import io.pollux.findings.Checks;
import io.pollux.findings.Diagnosis;
import io.pollux.findings.Evidence;
import io.pollux.findings.Finding;
import io.pollux.findings.OpenedBy;
import io.pollux.findings.Openers;
import io.pollux.findings.Subject;
import io.pollux.ledger.FdView;
import io.pollux.ledger.LedgerReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A diagnosis for people: each kind of finding once, what it is about below it, and what to do. */
public final class DiagnosisText {
    /** "[2001:db8::dead:beef]:65535" is cut, the IPv4 addresses are not. */
    private static final int ADDRESS = 42;
    /** Of the stacks that opened a finding's descriptors, those shown, and their frames. */
    private static final int STACKS = 2;
    private static final int FRAMES = 6;

    private final Diagnosis diagnosis;
    private final Openers openers;
    private final int limit;
    private final int width;

    /** {@code limit}: findings of each kind at most; {@code width}: characters of a line at most. */
    public DiagnosisText(Diagnosis diagnosis, Openers openers, int limit, int width) {
        this.diagnosis = diagnosis;
        this.openers = openers;
        this.limit = limit;
        this.width = width;
    }

    /** Who was watched, and what was found. */
    List<String> lines(LedgerReader reader) {
        List<String> lines = new ArrayList<>();
        Map<String, String> facts = reader.meta();
        lines.add(String.join("  ", "pid " + reader.pid(), facts.getOrDefault("main_class", ""), StatusCommand.state(reader),
                "engine " + facts.getOrDefault("engine", "-"), "watched " + Units.time(diagnosis.interval().seconds() * 1e9) + ": " + looked()));
        lines.addAll(found());
        return lines;
    }

    /** What was found, and what could not be looked for. */
    public List<String> found() {
        List<String> lines = new ArrayList<>();
        if (diagnosis.findings().isEmpty()) {
            wrap(lines, "nothing found; looked for: ", "  ", sought());
        }
        Map<Check, List<Finding>> byCheck = diagnosis.findings().stream()
                .collect(Collectors.groupingBy(Finding::check, LinkedHashMap::new, Collectors.toList()));
        byCheck.forEach((check, findings) -> addCheck(lines, check, findings));
        if (!openers.areKnown() && !openers.state().equals(Openers.OFF)) {
            wrap(lines, "stacks: ", "  ", openers.state());
        }
        diagnosis.blind().forEach((check, why) -> wrap(lines, "not looked for: ", "  ", check.id() + ", as " + why));
        return lines;
    }

    /** What was found about one descriptor. */
    public List<String> about(FdView view) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : diagnosis.findings()) {
            if (finding.subject().fd() == view.fd() && finding.subject().conn() == view.conn()) {
                addCheck(lines, finding.check(), List.of(finding));
            }
        }
        return lines;
    }

    private String looked() {
        return plural(diagnosis.interval().fds().size(), "descriptor") + ", " + plural(diagnosis.interval().setCount(), "set");
    }

    private String sought() {
        return Checks.ALL.stream().filter(check -> !diagnosis.blind().containsKey(check)).map(Check::id).collect(Collectors.joining(", "));
    }

    private void addCheck(List<String> lines, Check check, List<Finding> findings) {
        lines.add("");
        wrap(lines, check.severity().label().toUpperCase(Locale.ROOT) + "  " + check.id() + ": ", "  ", check.title());
        for (Finding finding : findings.subList(0, Math.min(limit, findings.size()))) {
            wrap(lines, "  ", "    ", who(finding.subject()));
            wrap(lines, "    ", "    ", numbers(finding) + "; " + since(finding));
            addOpeners(lines, finding);
        }
        if (findings.size() > limit) {
            lines.add("  and " + (findings.size() - limit) + " more (--limit, -o json)");
        }
        wrap(lines, "  to do: ", "    ", check.advice());
    }

    private void addOpeners(List<String> lines, Finding finding) {
        List<OpenedBy> stacks = openers.areKnown() ? finding.openedBy(openers) : List.of();
        for (OpenedBy by : stacks.subList(0, Math.min(STACKS, stacks.size()))) {
            String many = finding.descriptors().size() == 1 ? "" : by.descriptors().size() + " of " + finding.descriptors().size() + " ";
            lines.add("    " + many + "opened by" + (by.frames().isEmpty() ? ": not known, as it was before stacks=on or of too many different stacks" : ""));
            by.frames().stream().limit(FRAMES).forEach(frame -> lines.add("      " + frame));
            if (by.frames().size() > FRAMES) {
                lines.add("      and " + (by.frames().size() - FRAMES) + " more (-o json)");
            }
        }
    }

    private static String who(Subject subject) {
        List<String> words = new ArrayList<>();
        add(words, subject.fd() < 0 ? "" : "fd " + subject.fd());
        add(words, subject.role());
        add(words, subject.proto().equals(subject.role()) ? "" : subject.proto());
        String peer = subject.remote().isEmpty() ? subject.local() : subject.remote();
        add(words, Table.cut(peer, ADDRESS));
        add(words, subject.set() < 0 ? "" : (words.isEmpty() ? "" : "in ") + "set " + subject.set() + " (" + subject.engine() + ")");
        add(words, subject.thread().isEmpty() ? "" : "thread " + subject.thread() + " (tid " + subject.tid() + ")");
        return words.isEmpty() ? "the process" : String.join(" ", words);
    }

    private static void add(List<String> words, String word) {
        if (!word.isEmpty()) {
            words.add(word);
        }
    }

    private static String numbers(Finding finding) {
        return finding.evidence().stream().map(evidence -> evidence.name() + " " + number(evidence)).collect(Collectors.joining(", "));
    }

    private static String number(Evidence evidence) {
        return switch (evidence.unit()) {
            case "/s" -> Units.scaled(evidence.value()) + "/s";
            case "bytes/s" -> Units.of("bytes", evidence.value()) + "/s";
            case "share" -> Units.scaled(evidence.value() * 100) + "%";
            default -> Units.of(evidence.unit(), evidence.value());
        };
    }

    private String since(Finding finding) {
        double ns = Duration.between(finding.since(), diagnosis.interval().after().at()).toNanos();
        return "for " + Units.time(ns) + (finding.sinceExact() ? "" : " at least");
    }

    private static String plural(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private void wrap(List<String> lines, String first, String indent, String text) {
        lines.addAll(Wrap.lines(first, indent, text, width));
    }
}

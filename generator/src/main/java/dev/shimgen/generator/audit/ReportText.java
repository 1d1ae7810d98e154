package dev.shimgen.generator.audit;

import dev.shimgen.generator.audit.AuditReport.Row;
import java.util.ArrayList;
import java.util.List;

/** A report as a person reads it. */
public final class ReportText {

    /** So many names are listed; of the rest only the number is given. */
    private static final int NAMED = 20;

    private ReportText() {}

    /** {@return the lines, without line ends} */
    public static List<String> lines(AuditReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Escape audit of " + String.join(", ", report.shims()) + ": " + report.command());
        lines.add("exit status " + report.exitStatus() + ", " + counted(report.programs(), "program") + " started");
        lines.add("");
        lines.add(report.escaped() + " of " + counted(report.all(), "system call") + " of the spec's kind went past"
                + (report.escapes().isEmpty() ? "." : ":"));
        if (!report.escapes().isEmpty()) {
            TextTable table = new TextTable("system call", "function", "called by", "count", "what to do");
            report.escapes()
                    .forEach(row -> table.add(
                            row.call(), orDash(row.function()), orDash(row.library()), number(row), row.remark()));
            lines.addAll(table.lines());
        }
        addGaps(lines, report);
        addSeen(lines, report);
        addUntold(lines, report);
        addApart(lines, report);
        addKind(lines, report);
        return lines;
    }

    private static void addGaps(List<String> lines, AuditReport report) {
        if (report.gaps().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Programs that ran without the shim:");
        TextTable table = new TextTable("program", "started", "why");
        report.gaps().forEach(gap -> table.add(gap.program(), Long.toString(gap.count()), gap.why()));
        lines.addAll(table.lines());
    }

    private static void addSeen(List<String> lines, AuditReport report) {
        if (report.seen().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Seen:");
        TextTable table = new TextTable("system call", "wrapper", "called by", "count");
        report.seen().forEach(row -> table.add(row.call(), orDash(row.function()), orDash(row.library()), number(row)));
        lines.addAll(table.lines());
    }

    private static void addUntold(List<String> lines, AuditReport report) {
        if (report.untold().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(
                report.stackTraces()
                        ? "Seen or not, nobody can tell: the stack is not known, or the function was called by an address that"
                                + " may be the shim's or another:"
                        : "Seen or not, nobody can tell without stack traces (strace -V says whether it has them). Of programs"
                                + " with the shim, only the number of calls is known; the dynamic linker's are among them, here"
                                + " and above:");
        TextTable table = new TextTable("system call", "function", "called by", "count");
        report.untold()
                .forEach(row -> table.add(row.call(), orDash(row.function()), orDash(row.library()), number(row)));
        lines.addAll(table.lines());
    }

    private static void addApart(List<String> lines, AuditReport report) {
        if (report.linker().isEmpty() && report.shimCalls() == 0) {
            return;
        }
        lines.add("");
        lines.add("Counted apart:");
        TextTable table = new TextTable("made by", "count");
        report.linker()
                .forEach((function, count) -> table.add(
                        "the dynamic linker, " + (function.isEmpty() ? "at the start of a program" : "for " + function),
                        Long.toString(count)));
        if (report.shimCalls() > 0) {
            table.add("the shim itself", Long.toString(report.shimCalls()));
        }
        lines.addAll(table.lines());
    }

    private static void addKind(List<String> lines, AuditReport report) {
        lines.add("");
        lines.add("Looked at: " + String.join(" ", report.calls()));
        int unknown = report.unknownFunctions().size();
        if (unknown > 0) {
            lines.add("Not looked at, since shimgen knows of no system call that they make: "
                    + (unknown <= NAMED
                            ? String.join(" ", report.unknownFunctions())
                            : counted(unknown, "function") + ", "
                                    + report.unknownFunctions().first() + " to "
                                    + report.unknownFunctions().last()));
        }
    }

    private static String number(Row row) {
        return Long.toString(row.count());
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}

package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.audit.AuditReport.GapRow;
import dev.shimgen.generator.audit.AuditReport.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void isATableForEachQuestion() {
        AuditReport report = new AuditReport(
                List.of("opens"),
                "ls /",
                2,
                true,
                3,
                List.of(
                        new Row("openat", "", "p", 1, "cannot be intercepted: a system call without libc"),
                        new Row("openat", "opendir", "ls", 12, "wrap opendir (group Directories)")),
                List.of(new Row("openat", "open64", "ls", 4, "")),
                List.of(new Row("openat", "", "", 2, "")),
                new TreeMap<>(Map.of("", 7L, "dlopen", 1L)),
                5,
                List.of(new GapRow("st", 1, "it is static")),
                new TreeSet<>(Set.of("open", "openat")),
                new TreeSet<>(Set.of("strlen")));
        assertThat(String.join("\n", ReportText.lines(report))).isEqualTo("""
                        Escape audit of opens: ls /
                        exit status 2, 3 programs started

                        13 of 19 system calls of the spec's kind went past:
                          system call  function  called by  count  what to do
                          openat       -         p              1  cannot be intercepted: a system call without libc
                          openat       opendir   ls            12  wrap opendir (group Directories)

                        Programs that ran without the shim:
                          program  started  why
                          st             1  it is static

                        Seen:
                          system call  wrapper  called by  count
                          openat       open64   ls             4

                        Seen or not, nobody can tell: the stack is not known, or the function was called by an address that may be the shim's or another:
                          system call  function  called by  count
                          openat       -         -              2

                        Counted apart:
                          made by                                        count
                          the dynamic linker, at the start of a program      7
                          the dynamic linker, for dlopen                     1
                          the shim itself                                    5

                        Looked at: open openat
                        Not looked at, since shimgen knows of no system call that they make: strlen""");
    }

    @Test
    void saysSoWhenNothingEscaped() {
        AuditReport report = new AuditReport(
                List.of("a", "b"),
                "true",
                0,
                true,
                1,
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                0,
                List.of(),
                new TreeSet<>(Set.of("open")),
                IntStream.range(10, 40).mapToObj(i -> "f" + i).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(ReportText.lines(report))
                .containsExactly(
                        "Escape audit of a, b: true",
                        "exit status 0, 1 program started",
                        "",
                        "0 of 0 system calls of the spec's kind went past.",
                        "",
                        "Looked at: open",
                        "Not looked at, since shimgen knows of no system call that they make: 30 functions, f10 to f39");
    }
}

package dev.shimgen.cli.report;

import dev.shimgen.runtime.event.SampleEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes a page to look at while the template is worked on: {@code SamplePage FILE EVENTS}. */
final class SamplePage {

    private SamplePage() {}

    /**
     * Writes the page, and prints how long that took.
     *
     * @param arguments the file, and about how many events
     */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), new Report());
        System.out.println((System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    static void write(Path file, int events, Report report) throws Exception {
        SampleTrace.make(events, report::accept);
        Report.Ending ending = new Report.Ending(
                List.of("make", "-j2", "all"),
                OptionalInt.of(4000),
                OptionalInt.of(2),
                Instant.parse("2024-05-17T09:30:00.123456Z"),
                OptionalLong.empty(),
                0,
                0,
                List.of(new SampleEvents().as(4000, 4000).pause(9_000_000).unfinished("waitpid")),
                Report.Extent.SESSION,
                "");
        try (ReportFile page = ReportFile.begin(file)) {
            page.write(report, ending);
        }
    }
}

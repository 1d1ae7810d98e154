package dev.shimgen.cli;

import dev.shimgen.cli.report.Report;
import dev.shimgen.cli.report.ReportFile;
import dev.shimgen.runtime.session.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shimgen report}: makes a page of a recording, as {@code trace --report} does of a program. */
@Command(
        name = "report",
        description =
                "Makes a page for a browser of what trace --record has written: a timeline, and all calls in figures and"
                        + " a table.",
        mixinStandardHelpOptions = true,
        versionProvider = Shimgen.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Of a recording whose writer was killed, or found the disk full, the page has what is there. Of a damaged one it has"
                    + " what is before the damage, and the exit status is 125.",
            "",
            "Example:",
            "  shimgen report trace.shimgen -o build.html"
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where the page goes, as in build.html; - is standard output.")
    @SuppressWarnings("NullAway.Init")
    private Path output;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Parameters(paramLabel = "RECORDING", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws IOException {
        EventFilter accepted = filter.filter();
        if (StandardStream.isMeant(output)) {
            return StandardStream.output(
                    standard -> report(accepted, () -> ReportFile.to(standard, StandardStream.OUTPUT)));
        }
        new NamedFiles(spec).reads("the recording", file).writes("-o", output);
        return report(accepted, () -> ReportFile.begin(output));
    }

    /** What begins a page. */
    private interface Begin {

        ReportFile begin() throws IOException;
    }

    private int report(EventFilter accepted, Begin begin) throws IOException {
        try (Recording recording = Recordings.open(file);
                ReportFile page = begin.begin()) {
            Report told = new Report();
            Optional<IOException> damage = Recordings.read(recording, event -> {
                if (accepted.accepts(event)) {
                    told.accept(event);
                }
            });
            page.write(told, Report.Ending.of(told, recording, accepted::accepts, filter.words()));
            Recordings.finish(recording, file, accepted, damage, spec);
            return 0;
        }
    }
}

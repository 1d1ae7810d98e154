package dev.shimgen.cli;

import dev.shimgen.cli.export.EventExport;
import dev.shimgen.cli.export.ExportFolder;
import dev.shimgen.cli.export.JsonLines;
import dev.shimgen.cli.export.PerfettoTrace;
import dev.shimgen.cli.output.OutputFile;
import dev.shimgen.cli.output.PlacedFile;
import dev.shimgen.runtime.session.FileReason;
import dev.shimgen.runtime.session.Recording;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shimgen export}: writes a recording in a form that other programs read. */
@Command(
        name = "export",
        description = "Writes what trace --record has written in a form that other programs read.",
        mixinStandardHelpOptions = true,
        versionProvider = Shimgen.Version.class,
        sortOptions = false,
        footer = {
            "",
            "jsonl: a row of JSON for each call, for DuckDB, Spark, jq. perfetto: a timeline for https://ui.perfetto.dev."
                    + " docs/exports.md has the fields, and queries.",
            "",
            "Of a damaged recording, what is before the damage is written, and the exit status is 125.",
            "",
            "Examples:",
            "  shimgen export --format jsonl trace.shimgen | jq -r 'select(.failed) | .path'",
            "  shimgen export --format jsonl -o /data/traces/ trace.shimgen",
            "  shimgen export --format perfetto -o make.pftrace trace.shimgen"
        })
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--format"},
            required = true,
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where it goes; standard output if it is left out, or -. In a folder, or where the name ends with a slash,"
                            + " it is run=.../date=.../host=.../events.jsonl or .pftrace.")
    private @Nullable String output;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Parameters(paramLabel = "RECORDING", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    /** Written as on a command line. */
    enum Format {
        jsonl,
        perfetto
    }

    @Override
    public Integer call() throws IOException {
        EventFilter accepted = filter.filter();
        try (Recording recording = Recordings.open(file)) {
            Optional<IOException> damage = export(recording, accepted);
            Recordings.finish(recording, file, accepted, damage, spec);
            return 0;
        }
    }

    /** {@return why the recording could not be read to its end; empty if it could} */
    private Optional<IOException> export(Recording recording, EventFilter accepted) throws IOException {
        if (output == null || StandardStream.isMeant(Path.of(output))) {
            return StandardStream.output(standard -> export(recording, accepted, standard, StandardStream.OUTPUT));
        }
        NamedFiles named = new NamedFiles(spec).reads("the recording", file);
        if (output.endsWith("/") || Files.isDirectory(Path.of(output))) {
            ExportFolder folder = new ExportFolder(Path.of(output), recording.facts());
            String name = format == Format.jsonl ? "events.jsonl" : "events.pftrace";
            named.writes("-o", folder.file(name));
            try (PlacedFile part = folder.begin(name)) {
                Optional<IOException> damage = export(
                        recording, accepted, part.out(), folder.file(name).toString());
                part.put();
                return damage;
            }
        }
        named.writes("-o", Path.of(output));
        return export(recording, accepted, OutputFile.open(Path.of(output)), output);
    }

    private Optional<IOException> export(Recording recording, EventFilter accepted, OutputStream to, String name)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
            EventExport export = format == Format.jsonl
                    ? new JsonLines(out, recording.facts())
                    : new PerfettoTrace(out, recording.facts());
            return EventExport.all(recording, accepted::accepts, accepted::accepts, export);
        } catch (IOException e) {
            throw new IOException("cannot write to " + name + ": " + FileReason.of(e), e);
        }
    }
}

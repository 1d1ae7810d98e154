package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.record.CatalogueRecorder;
import dev.shimgen.generator.goal.record.RecordRequest;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a catalogue of what this machine's C headers declare, for builds without jextract: libc's headers, and others
 * that are named.
 */
@Mojo(name = "record", requiresProject = false, threadSafe = true)
public final class RecordMojo extends JextractMojo {

    /** The catalogue to write; <code>shimgen.catalogue</code> of the goal generate reads it. */
    @Parameter(
            property = "shimgen.record.output",
            defaultValue = "${project.build.directory}/shimgen/catalogue.txt",
            required = true)
    @SuppressWarnings("NullAway.Init")
    private File output;

    /** Headers to read besides those of libc, as one writes them between the brackets of an include line. */
    @Parameter(property = "shimgen.headers")
    private List<String> headers = List.of();

    /**
     * Folder with what a run of jextract left behind: <code>bindings/</code>, <code>includes.txt</code>,
     * <code>warnings.txt</code> and <code>umbrella.h</code>. Without it, jextract runs now.
     */
    @Parameter(property = "shimgen.recording")
    private @Nullable File recording;

    /**
     * A whole catalogue in the folder of the new one, of another version of the C library: the new one then lists only
     * what differs from it.
     */
    @Parameter(property = "shimgen.record.base")
    private @Nullable File base;

    /** Leaves every goal of the plugin out. */
    @Parameter(property = "shimgen.skip", defaultValue = "false")
    private String skip = "false";

    /** Leaves the goal out. */
    @Parameter(property = "shimgen.record.skip", defaultValue = "false")
    private String skipGoal = "false";

    @Override
    public void execute() throws MojoFailureException {
        List<Switch> switches = List.of(new Switch("shimgen.skip", skip), new Switch("shimgen.record.skip", skipGoal));
        GoalBorder.run(getLog(), switches, () -> CatalogueRecorder.record(request(), getLog()::info));
    }

    private RecordRequest request() throws GenerationException {
        return new RecordRequest(
                recording == null ? null : Values.folder("shimgen.recording", recording),
                headers,
                tools(null),
                output.toPath(),
                base == null ? null : base.toPath());
    }
}

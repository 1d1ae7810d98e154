package dev.shimgen.maven;

import dev.shimgen.generator.CatalogueRecorder;
import dev.shimgen.generator.GenerationRequest;
import dev.shimgen.generator.RecordRequest;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a catalogue of what this machine's C headers declare, for builds without jextract: libc's headers, and others
 * that are named.
 */
@Mojo(name = "record", requiresProject = false, threadSafe = true)
public final class RecordMojo extends AbstractMojo {

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String version = "";

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
     * The jextract program to read C headers with. Without it, shimgen looks at the environment variables
     * <code>JEXTRACT</code> and <code>JEXTRACT_HOME</code> and on <code>PATH</code>.
     */
    @Parameter(property = "shimgen.jextract")
    private @Nullable String jextract;

    /**
     * The C compiler, perhaps with options. Without it, the environment variable <code>CC</code>, else the first of
     * <code>cc</code>, <code>gcc</code> and <code>clang</code> on <code>PATH</code>.
     */
    @Parameter(property = "shimgen.cc")
    private @Nullable String cc;

    /**
     * The platform to record: <code>x86_64-linux-gnu</code>, <code>aarch64-linux-gnu</code>,
     * <code>i386-linux-gnu</code> or <code>x86_64-linux-musl</code>. A compiler for it is looked for on <code>PATH</code>; one
     * that <code>shimgen.cc</code> names must compile for it. Without it, the platform is the compiler's.
     */
    @Parameter(property = "shimgen.target")
    private @Nullable String target;

    /** Folders with C headers beside those that the compiler knows. */
    @Parameter(property = "shimgen.includes")
    private List<File> includes = List.of();

    /** How long one run of jextract or of the C compiler may take, in seconds. */
    @Parameter(property = "shimgen.timeout", defaultValue = "120")
    private String timeout = "120";

    @Override
    public void execute() throws MojoFailureException {
        GoalBorder.run(getLog(), () -> CatalogueRecorder.record(request(), getLog()::info));
    }

    private RecordRequest request() throws GenerationException {
        GenerationRequest.Tools tools = new GenerationRequest.Tools(
                jextract,
                null,
                cc,
                target,
                Values.folders("shimgen.includes", includes),
                Values.seconds("shimgen.timeout", timeout),
                System.getenv(),
                version);
        return new RecordRequest(
                recording == null ? null : Values.folder("shimgen.recording", recording),
                headers,
                tools,
                output.toPath());
    }
}

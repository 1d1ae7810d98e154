package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of goals that use the C compiler. Maven sets them in objects of the subclasses. */
abstract class CompilerMojo extends AbstractMojo {

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String version = "";

    /**
     * The C compiler, perhaps with options. Without it, the environment variable <code>CC</code>, else the first of
     * <code>cc</code>, <code>gcc</code> and <code>clang</code> on <code>PATH</code>.
     */
    @Parameter(property = "shimgen.cc")
    private @Nullable String cc;

    /**
     * The platform that the shim is for: <code>x86_64-linux-gnu</code>, <code>aarch64-linux-gnu</code>,
     * <code>i386-linux-gnu</code> or <code>x86_64-linux-musl</code>. A compiler for it is looked for on <code>PATH</code>; one
     * that <code>shimgen.cc</code> names must compile for it. Without it, the platform is the compiler's.
     */
    @Parameter(property = "shimgen.target")
    private @Nullable String target;

    /** Folders with C headers beside those that the compiler knows. */
    @Parameter(property = "shimgen.includes")
    private List<File> includes = List.of();

    /** How long one run of a tool, the C compiler or jextract, may take, in seconds. */
    @Parameter(property = "shimgen.timeout", defaultValue = "120")
    private String timeout = "120";

    final @Nullable String cc() {
        return cc;
    }

    final @Nullable String target() {
        return target;
    }

    final List<Path> includeFolders() throws GenerationException {
        return Values.folders("shimgen.includes", includes);
    }

    /** {@return the version of this plugin} */
    final String version() {
        return version;
    }

    final Duration timeLimit() throws GenerationException {
        return Values.seconds("shimgen.timeout", timeout);
    }
}

package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of goals that read C headers. */
abstract class JextractMojo extends CompilerMojo {

    /**
     * The jextract program to read C headers with. Without it, shimgen looks at the environment variables
     * <code>JEXTRACT</code> and <code>JEXTRACT_HOME</code> and on <code>PATH</code>, and otherwise uses a catalogue, if the
     * goal can do with one.
     */
    @Parameter(property = "shimgen.jextract")
    private @Nullable String jextract;

    /**
     * {@return what the goal may use}
     *
     * @param catalogue the catalogue to use instead of the shipped one, or {@code null}
     */
    final GenerationRequest.Tools tools(@Nullable Path catalogue) throws GenerationException {
        return new GenerationRequest.Tools(
                jextract, catalogue, cc(), target(), includeFolders(), timeLimit(), System.getenv(), version());
    }
}

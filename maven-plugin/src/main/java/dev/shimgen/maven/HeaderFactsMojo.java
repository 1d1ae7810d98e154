package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.goal.GenerationRequest;
import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of goals that need facts about C headers, wherever these come from. */
abstract class HeaderFactsMojo extends JextractMojo {

    /** A catalogue of headers, made by <code>shimgen:record</code>, to use instead of jextract and the one shipped. */
    @Parameter(property = "shimgen.catalogue")
    private @Nullable File catalogue;

    final GenerationRequest.Tools tools() throws GenerationException {
        return tools(Values.file("shimgen.catalogue", catalogue));
    }
}

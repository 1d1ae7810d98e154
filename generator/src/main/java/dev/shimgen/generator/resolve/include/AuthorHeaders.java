package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.spec.ShimSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks that the headers which an author names exist. */
final class AuthorHeaders {

    /**
     * How deep to look for similar names: enough for {@code linux/netfilter/ipset/ip_set.h} below {@code /usr/include}.
     */
    private static final int DEPTH = 5;

    private AuthorHeaders() {}

    /** {@return those that exist, each once, in the author's order; for the others an error is reported} */
    static List<String> existing(ShimSpec spec, Platform platform, Diagnostics diagnostics) throws GenerationException {
        List<String> found = new ArrayList<>();
        for (String header : spec.headers()) {
            if (platform.header(header).isEmpty()) {
                StringBuilder message =
                        new StringBuilder("no header <" + header + "> where the C compiler looks for headers");
                Optional<String> near = Suggestions.closest(header, all(platform));
                message.append(near.map(other -> "; did you mean \"" + other + "\"?")
                        .orElse("; is the package with the library's headers installed?"));
                message.append(" shimgen.includes names further folders to look in");
                diagnostics.error(Code.SG0306, spec.headersPosition(), message.toString());
            } else if (!found.contains(header)) {
                found.add(header);
            }
        }
        return found;
    }

    private static SortedSet<String> all(Platform platform) throws GenerationException {
        SortedSet<String> headers = new TreeSet<>();
        for (Path folder : platform.includePaths()) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder, DEPTH)) {
                    files.filter(f -> f.toString().endsWith(".h"))
                            .forEach(f -> headers.add(folder.relativize(f).toString()));
                } catch (IOException e) {
                    throw new GenerationException(Code.SG0502, "cannot read the folder " + folder + ": " + e, e);
                }
            }
        }
        return headers;
    }
}

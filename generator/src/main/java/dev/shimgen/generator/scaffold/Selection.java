package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Path;
import java.util.List;

/**
 * Which functions a spec is to have: the union of what the three lists stand for.
 *
 * @param functions names, or {@code *} alone for all that can be wrapped
 * @param headers public headers, as between the brackets of {@code #include <…>}
 * @param programs ELF files
 */
public record Selection(List<String> functions, List<String> headers, List<Path> programs) {

    private static final String ALL = "*";

    public Selection {
        functions = functions.stream().map(String::strip).distinct().toList();
        headers = headers.stream().map(Selection::bare).distinct().toList();
        programs = List.copyOf(programs);
    }

    /** The brackets belong to the #include line, but are accepted here, too. */
    private static String bare(String header) {
        return header.strip().replaceFirst("^<(.*)>$", "$1");
    }

    /** {@return whether everything is selected} */
    public boolean all() {
        return functions.contains(ALL);
    }

    /**
     * Checks that something is selected, and without contradiction.
     *
     * @throws GenerationException {@link Code#SG0701} if not
     */
    public void check() throws GenerationException {
        if (functions.isEmpty() && headers.isEmpty() && programs.isEmpty()) {
            throw new GenerationException(
                    Code.SG0701,
                    "no function is selected. Name one or more of -Dshimgen.functions=stat,fstat (or * for all of libc),"
                            + " -Dshimgen.header=sys/socket.h (what a header declares) and -Dshimgen.imports=/usr/bin/ls"
                            + " (what a program uses)",
                    null);
        }
        if (all() && (functions.size() > 1 || !headers.isEmpty() || !programs.isEmpty())) {
            throw new GenerationException(
                    Code.SG0701,
                    "-Dshimgen.functions=* selects all of libc already; leave the other functions, shimgen.header and"
                            + " shimgen.imports out, or leave the * out",
                    null);
        }
    }
}

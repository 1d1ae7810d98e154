package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares what a library exports with what was planned: calls of a missing symbol would not be seen, and a symbol that
 * was not planned would replace somebody else's function.
 */
public final class LinkCheck {

    /**
     * Symbols that {@code crti.o} adds to every library; musl's leaves them visible. The dynamic linker finds these
     * functions by DT_INIT and DT_FINI, never by name (ELF gABI, chapter 5).
     */
    private static final Set<String> START_FILES = Set.of("_init", "_fini");

    private LinkCheck() {}

    /**
     * Checks a linked library.
     *
     * @throws GenerationException {@link Code#SG0403} with the symbols that are missing and those that were not planned
     */
    public static void check(Path library, ElfFile content, SortedSet<String> planned) throws GenerationException {
        SortedSet<String> missing = new TreeSet<>(planned);
        missing.removeAll(content.versionedExports());
        SortedSet<String> surplus = new TreeSet<>(content.versionedExports());
        surplus.removeAll(planned);
        surplus.removeAll(START_FILES);
        if (missing.isEmpty() && surplus.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder();
        message.append(library.getFileName()).append(" does not export exactly the planned symbols");
        if (!missing.isEmpty()) {
            message.append("; missing: ").append(String.join(", ", missing));
        }
        if (!surplus.isEmpty()) {
            message.append("; not planned: ").append(String.join(", ", surplus));
        }
        message.append(". Was the C file changed by hand, or made by another version of shimgen? Generate it again");
        throw new GenerationException(Code.SG0403, message.toString(), null);
    }
}

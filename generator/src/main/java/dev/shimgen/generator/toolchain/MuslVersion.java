package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that musl's {@code libc.so} contains. */
final class MuslVersion {

    /**
     * {@code __libc_version}, which musl's dynamic linker prints when run as a program. The symbol is local: so search
     * bytes.
     */
    private static final Pattern VERSION = Pattern.compile("\0(1\\.\\d{1,3}\\.\\d{1,3})(?:-git-[\\w-]+)?\0");

    private MuslVersion() {}

    /**
     * {@return the version; empty if the file does not say it}
     *
     * @throws GenerationException {@link Code#SG0404} if it cannot be read
     */
    static Optional<LibcVersion> in(Path library) throws GenerationException {
        try {
            Matcher version = VERSION.matcher(new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1));
            return version.find() ? Optional.of(LibcVersion.parse("musl " + version.group(1))) : Optional.empty();
        } catch (IOException e) {
            throw new GenerationException(Code.SG0404, "cannot read the C library " + library + ": " + e, e);
        }
    }
}

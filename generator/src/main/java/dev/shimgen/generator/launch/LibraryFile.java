package dev.shimgen.generator.launch;

import java.util.Optional;

/** The file names of shims' libraries. */
final class LibraryFile {

    private static final String PREFIX = "lib";
    private static final String SUFFIX = ".so";

    private LibraryFile() {}

    static String of(String shim) {
        return PREFIX + shim + SUFFIX;
    }

    /** {@return the shim whose library has that file name; empty for other files} */
    static Optional<String> shim(String file) {
        return file.length() > PREFIX.length() + SUFFIX.length() && file.startsWith(PREFIX) && file.endsWith(SUFFIX)
                ? Optional.of(file.substring(PREFIX.length(), file.length() - SUFFIX.length()))
                : Optional.empty();
    }
}

package dev.shimgen.generator.toolchain;

/** A file is no ELF file, or contradicts itself. */
final class ElfFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    ElfFormatException(String message) {
        super(message);
    }
}

package dev.shimgen.generator.audit;

/**
 * A function on the stack of a system call.
 *
 * @param file the ELF file that it is in, as {@code /proc/pid/maps} has it: an absolute path, {@code [vdso]}, or something
 *     else in brackets; empty if the memory belongs to no file
 * @param symbol the nearest symbol of the file at or before the place; empty if there is none. If the function is not
 *     exported, this is the name of another function
 * @param inSymbol how many bytes after the symbol the place is
 * @param offset the place, in bytes from the start of the file: the return address; in the innermost frame, the
 *     instruction after the system call
 */
record Frame(String file, String symbol, long inSymbol, long offset) {

    /** {@return the file's name without its folder} */
    String library() {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}

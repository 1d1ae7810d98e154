package dev.shimgen.generator.audit;

/**
 * A function on the stack of a system call.
 *
 * @param file the ELF file that it is in, as {@code /proc/pid/maps} has it: an absolute path, {@code [vdso]}, or something
 *     else in brackets; empty if the memory belongs to no file
 * @param symbol the nearest symbol that the file has at or before the place; empty if there is none. For a function that is
 *     not exported that is the name of another one
 * @param inSymbol how many bytes after the symbol the place is
 * @param offset the place, in bytes from the start of the file: where the call returns to; in the innermost frame the
 *     instruction after the system call
 */
record Frame(String file, String symbol, long inSymbol, long offset) {

    /** {@return the file's name without its folder} */
    String library() {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}

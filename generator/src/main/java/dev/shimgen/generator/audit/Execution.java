package dev.shimgen.generator.audit;

/**
 * A successful {@code execve}.
 *
 * @param path the file that was asked for: bytes, one character each
 * @param namesShims whether {@code LD_PRELOAD} named the shims
 * @param entry the file that the process began to run in, by the call's stack: the dynamic linker, or a program that needs
 *     none; empty without stack traces
 */
record Execution(String path, boolean namesShims, String entry) {

    /** {@return the file's name without its folder} */
    String program() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

package dev.shimgen.generator.audit;

/**
 * A successful {@code execve}.
 *
 * @param path the file that was asked for; each character is one byte
 * @param namesShims whether {@code LD_PRELOAD} named the shims
 */
record Execution(String path, boolean namesShims) {

    /** {@return the file's name without its folder} */
    String program() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

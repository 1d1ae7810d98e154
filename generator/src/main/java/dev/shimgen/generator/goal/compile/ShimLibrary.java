package dev.shimgen.generator.goal.compile;

import java.nio.file.Path;

/**
 * A preload library that was compiled.
 *
 * @param shim the shim's name
 * @param target the platform that it is for, as Debian's multiarch names it: {@code x86_64-linux-gnu}
 * @param file {@code lib<shim>.so}
 */
public record ShimLibrary(String shim, String target, Path file) {

    /** {@return its place in a jar: {@code META-INF/native/<target>/lib<shim>.so}} */
    public String resource() {
        return "META-INF/native/" + target + "/" + file.getFileName();
    }

    /**
     * {@return the classifier of this library's artifact: {@code linux-x86_64-gnu}, with the system first, as is usual
     * for native artifacts}
     */
    public String classifier() {
        int dash = target.indexOf('-');
        String machine = target.substring(0, dash);
        String[] system = target.substring(dash + 1).split("-", 2);
        return system[0] + "-" + machine + (system.length == 1 ? "" : "-" + system[1]);
    }
}

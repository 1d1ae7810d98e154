package dev.shimgen.generator.toolchain;

import java.util.ArrayList;
import java.util.List;

/**
 * The options that a preload library is compiled and linked with: those of the build, which its C's first comment
 * names.
 */
public final class LibraryOptions {

    /** Beside {@link CCompiler#LANGUAGE}: only what is marked as visible is exported. */
    private static final List<String> CODE = List.of("-shared", "-fvisibility=hidden");

    /**
     * A pass-through wrapper has 18 bytes on x86_64. With the usual alignment of 16, one in four would cross a cache
     * line, and some a page: that costs a cycle for each call.
     */
    private static final String ALIGNED = "-falign-functions=32";

    /**
     * A function that is bound lazily is bound in the first call, on the caller's stack: there glibc saves all
     * registers that may hold arguments ({@code _dl_runtime_resolve_xsavec}), 2.7 KB with AVX-512 and 11 KB with AMX,
     * and a signal handler may have less. With all binding done at load time, the table of addresses can be read-only
     * as well (ld(1): {@code -z now}, {@code -z relro}). {@code -z noexecstack}: if a single object file lacks the note
     * about its stack, glibc makes the stacks of all threads executable when it loads the library, or refuses to load
     * it (dlopen(3), "cannot enable executable stack").
     */
    private static final List<String> LINK = List.of("-Wl,-z,now", "-Wl,-z,relro", "-Wl,-z,noexecstack");

    private LibraryOptions() {}

    /**
     * {@return all options except those that name files}
     *
     * @param soname the library's own name ({@code DT_SONAME}), a file name without commas
     */
    public static List<String> of(String soname) {
        List<String> options = new ArrayList<>(CCompiler.LANGUAGE);
        options.addAll(CODE);
        options.add(ALIGNED);
        options.addAll(LINK);
        options.add("-Wl,-soname," + soname);
        return List.copyOf(options);
    }
}

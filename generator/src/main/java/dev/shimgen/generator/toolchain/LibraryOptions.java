package dev.shimgen.generator.toolchain;

import java.util.ArrayList;
import java.util.List;

/** The compiler's and the link editor's options for a preload library: the build's, and those that its C's first comment names. */
public final class LibraryOptions {

    /** Beside {@link CCompiler#LANGUAGE}: nothing is exported unless it says so. */
    private static final List<String> CODE = List.of("-shared", "-fvisibility=hidden");

    /**
     * A pass-through wrapper has 18 bytes on x86_64. With the usual 16, one in four would lie across two lines of the cache, and
     * some across two pages: a cycle more for each call.
     */
    private static final String ALIGNED = "-falign-functions=32";

    /**
     * What is bound lazily is bound in the first call, on the stack of whoever makes it: glibc saves all registers that may
     * hold arguments there ({@code _dl_runtime_resolve_xsavec}), 2.7 KB with AVX-512 and 11 KB with AMX, and a handler may
     * have less. Bound when it is loaded, the table of addresses is read-only as well (ld(1): {@code -z now},
     * {@code -z relro}). {@code -z noexecstack}: without the note of a single object file, glibc would make the stacks of all
     * threads executable when it loads the library, or refuse to load it (dlopen(3), "cannot enable executable stack").
     */
    private static final List<String> LINK = List.of("-Wl,-z,now", "-Wl,-z,relro", "-Wl,-z,noexecstack");

    private LibraryOptions() {}

    /**
     * {@return all options, but for those that name files}
     *
     * @param soname what the library calls itself ({@code DT_SONAME}), a file name without commas
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

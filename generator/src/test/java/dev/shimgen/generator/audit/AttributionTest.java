package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.audit.Origin.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Stacks as file:symbol, the innermost first; the files do not exist, so names are those of the symbols. */
class AttributionTest {

    private final Attribution attribution =
            new Attribution(Set.of("libtest.so"), Set.of("open", "open64", "vfork"), name -> name);

    private final Bindings bindings = new Bindings();

    @Test
    void aWrapperBelowLibcHasSeenTheCall() {
        assertOrigin(Way.SEEN, "open64", "p", "libc.so.6:open64", "libtest.so:open64", "p:main", "libc.so.6:x");
    }

    @Test
    void partsOfAWrapperAreTheWrapper() {
        assertOrigin(
                Way.SEEN,
                "open",
                "p",
                "libc.so.6:open64",
                "libtest.so:shimgen_first_open",
                "libtest.so:open",
                "p:main");
        assertOrigin(Way.SEEN, "open", "p", "libc.so.6:open64", "libtest.so:open.cold", "p:main");
    }

    @Test
    void whoCalledLibcIsBlamed() {
        assertOrigin(
                Way.LIBC,
                "fopen64",
                "libx.so.1",
                "libc.so.6:open64",
                "libc.so.6:_IO_file_open",
                "libc.so.6:fopen64",
                "libx.so.1:f",
                "p:main");
    }

    @Test
    void aWrapperFurtherOutHasNotSeenWhatACallbackDoes() {
        // Breaks when any frame of the shim counts: the comparison function of a wrapped qsort opens a directory.
        assertOrigin(
                Way.LIBC,
                "opendir",
                "p",
                "libc.so.6:open64",
                "libc.so.6:opendir",
                "p:compare",
                "libc.so.6:qsort",
                "libtest.so:qsort",
                "p:main");
    }

    @Test
    void anInstructionOutsideLibcIsADirectCall() {
        assertOrigin(Way.DIRECT, "runtime.Syscall6", "go-program", "go-program:runtime.Syscall6");
        assertOrigin(Way.DIRECT, "", "p", "p:", "p:main");
    }

    @Test
    void theKernelsPageIsPartOfLibc() {
        assertOrigin(Way.LIBC, "clock_gettime", "p", "[vdso]:", "libc.so.6:clock_gettime", "p:main");
    }

    @Test
    void theDynamicLinkerIsNoEscape() {
        assertOrigin(Way.DYNAMIC_LINKER, "", "", "ld-linux-x86-64.so.2:x", "ld-linux-x86-64.so.2:y");
        assertOrigin(Way.DYNAMIC_LINKER, "", "", "libc.so:memset", "libc.so:__dls3");
        assertOrigin(
                Way.DYNAMIC_LINKER,
                "dlopen",
                "",
                "ld-linux-x86-64.so.2:x",
                "libc.so.6:_dl_open",
                "libc.so.6:dlopen",
                "p:main");
    }

    @Test
    void aConstructorIsNotTheDynamicLinker() {
        assertOrigin(
                Way.LIBC,
                "fopen",
                "libx.so.1",
                "libc.so.6:open64",
                "libc.so.6:fopen",
                "libx.so.1:init",
                "ld-linux-x86-64.so.2:x");
    }

    @Test
    void theShimsOwnCallsAreItsOwn() {
        assertOrigin(Way.SHIM, "open", "libtest.so", "libtest.so:shimgen_sys", "libtest.so:open", "p:main");
    }

    @Test
    void aWrappedFunctionWithoutItsWrapperHadAnAddressFromSomewhere() {
        // Nothing is known of the linker's bindings: musl, or a linker that was not told to tell them.
        assertOrigin(Way.AMBIGUOUS, "open", "p", "libc.so.6:open", "p:main");
        bindings.accept("shimgen bindings");
        // Only an import can have given it.
        assertOrigin(Way.SEEN, "open", "p", "libc.so.6:open", "p:main");
        bindings.accept("shimgen binding\ndlsym\nopen\n/no/such/q\n/lib/libc.so.6");
        assertOrigin(Way.AMBIGUOUS, "open", "p", "libc.so.6:open", "p:main");
        bindings.accept("shimgen binding\ndlsym\nopen\n/no/such/p\n/lib/libc.so.6");
        assertOrigin(Way.PAST_WRAPPER, "open", "p", "libc.so.6:open", "p:main");
        bindings.accept("shimgen binding\ndlsym\nopen\n/no/such/p\n/lib/libtest.so");
        assertOrigin(Way.AMBIGUOUS, "open", "p", "libc.so.6:open", "p:main");
    }

    @Test
    void anotherLibrarysWrapperIsNotTheCaller() {
        bindings.accept("shimgen bindings");
        bindings.accept("shimgen binding\ndlsym\nopen\n/no/such/libx.so\n/lib/libc.so.6");
        bindings.accept("shimgen binding\ndlsym\nopen\n/no/such/p\n/lib/libtest.so");
        assertOrigin(Way.SEEN, "open", "p", "libc.so.6:open", "libx.so:open", "p:main");
        assertOrigin(Way.PAST_WRAPPER, "open", "libx.so", "libc.so.6:open", "libx.so:f", "p:main");
    }

    @Test
    void whatLibcDoesForNoOneCannotBeWrapped() {
        assertOrigin(
                Way.LIBC_ITSELF,
                "__libc_start_main",
                "p",
                "libc.so.6:write",
                "libc.so.6:exit",
                "libc.so.6:__libc_start_main",
                "p:_start");
        assertOrigin(Way.LIBC_ITSELF, "start_thread", "", "libc.so.6:munmap", "libc.so.6:start_thread");
    }

    @Test
    void withoutAStackNobodyKnows() {
        assertOrigin(Way.UNKNOWN, "", "", "ld-musl-x86_64.so.1:open");
        assertOrigin(Way.UNKNOWN, "", "");
        assertOrigin(Way.UNKNOWN, "", "", ":");
    }

    @Test
    void aLibraryWhoseNameBeginsLikeLibcIsAnother() {
        assertOrigin(Way.DIRECT, "f", "libc-client.so.2007e", "libc-client.so.2007e:f");
        assertOrigin(Way.LIBC, "open2", "p", "libc-2.31.so:open2", "p:main");
    }

    private void assertOrigin(Way way, String function, String library, String... stack) {
        List<Frame> frames = Arrays.stream(stack)
                .map(text -> text.split(":", -1))
                .map(parts -> new Frame(parts[0].isEmpty() ? "" : "/no/such/" + parts[0], parts[1], 1, 1))
                .toList();
        assertThat(attribution.of(frames, bindings)).isEqualTo(new Origin(way, function, library));
    }
}

package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DowncallsTest {

    private static final MethodHandle CLOSE =
            Downcalls.link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle RMDIR =
            Downcalls.link("rmdir", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    @Test
    void keepsErrnoOfAFailedCall() throws Throwable {
        CallState state = new CallState();
        assertThat(state.errno()).isZero();
        assertThat(state.error()).isEmpty();

        int result = (int) CLOSE.invokeExact(state.segment(), -1);

        assertThat(result).isEqualTo(-1);
        assertThat(state.errno()).isEqualTo(9);
        assertThat(state.error()).hasValue(Errno.EBADF);
    }

    /** Seen to fail with errno left as it is: 9, of the call before. */
    @Test
    void aValueThatLooksLikeAFailureHasNoErrno() throws Throwable {
        CallState state = new CallState();
        MethodHandle strtol = Downcalls.link(
                "strtol",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = CStrings.allocate(arena, "-1");
            int ignored = (int) CLOSE.invokeExact(state.segment(), -1);
            assertThat(ignored).isEqualTo(-1);

            long result = (long) strtol.invokeExact(state.segment(), text, MemorySegment.NULL, 10);

            assertThat(result).isEqualTo(-1);
            assertThat(state.errno()).isZero();
            assertThat(state.error()).isEmpty();
        }
    }

    /** Seen to fail where errno was cleared before the arguments were made: 9, of a call that one of them took. */
    @Test
    void whatArgumentsTakeHasNoPartInErrno() throws Throwable {
        CallState state = new CallState();
        MethodHandle abs = Downcalls.link("abs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        int result = (int) abs.invokeExact(state.segment(), minusOneOfAnotherCall());

        assertThat(result).isEqualTo(1);
        assertThat(state.errno()).isZero();
    }

    private static int minusOneOfAnotherCall() throws Throwable {
        return (int) CLOSE.invokeExact(new CallState().segment(), -1);
    }

    @Test
    void keepsErrnoForEachThread() throws Throwable {
        CallState state = new CallState();
        int ignored = (int) CLOSE.invokeExact(state.segment(), -1);
        assertThat(ignored).isEqualTo(-1);

        Errno other = CompletableFuture.supplyAsync(() -> rmdirOfNothing(state)).get();

        assertThat(other).isEqualTo(Errno.ENOENT);
        assertThat(state.error()).hasValue(Errno.EBADF);
    }

    private static Errno rmdirOfNothing(CallState state) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = CStrings.allocate(arena, "/no/such/folder");
            int ignored = (int) RMDIR.invokeExact(state.segment(), path);
            assertThat(ignored).isEqualTo(-1);
            return state.error().orElseThrow();
        } catch (Throwable failure) {
            throw Downcalls.rethrow(failure);
        }
    }

    @Test
    void aMissingSymbolFailsAtEveryCallAndSaysWhy() {
        MethodHandle missing =
                Downcalls.link("acess", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        CallState state = new CallState();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> {
                        int unreachable = (int) missing.invokeExact(state.segment(), MemorySegment.NULL);
                        assertThat(unreachable).isZero();
                    })
                    .isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("no symbol \"acess\" in the C library");
        }
    }

    @Test
    void rethrowsWhatIsUnchecked() {
        assertThatThrownBy(() -> Downcalls.rethrow(new IllegalArgumentException("no")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Downcalls.rethrow(new UnsatisfiedLinkError("no")))
                .isInstanceOf(UnsatisfiedLinkError.class);
    }
}

package dev.shimgen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

        int result = (int) CLOSE.invokeExact(state.frame(), -1);

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
            int ignored = (int) CLOSE.invokeExact(state.frame(), -1);
            assertThat(ignored).isEqualTo(-1);

            long result = (long) strtol.invokeExact(state.frame(), text, MemorySegment.NULL, 10);

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

        int result = (int) abs.invokeExact(state.frame(), minusOneOfAnotherCall());

        assertThat(result).isEqualTo(1);
        assertThat(state.errno()).isZero();
    }

    /** Seen to fail where the place of errno was kept for a virtual thread: 9, in a thread that it had moved to. */
    @Test
    void errnoIsThatOfAVirtualThreadWhereverItRuns() throws Exception {
        CallState state = new CallState();
        MethodHandle abs = Downcalls.link("abs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 50; thread++) {
                threads.add(executor.submit(() -> failAndSucceed(state, abs)));
            }
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
    }

    private static void failAndSucceed(CallState state, MethodHandle abs) {
        try {
            for (int i = 0; i < 200; i++) {
                int failed = (int) CLOSE.invokeExact(state.frame(), -1);
                Thread.yield();
                assertThat(failed).isEqualTo(-1);
                assertThat(state.errno()).isEqualTo(9);
                int value = (int) abs.invokeExact(state.frame(), -1);
                Thread.yield();
                assertThat(value).isEqualTo(1);
                assertThat(state.errno()).isZero();
            }
        } catch (Throwable failure) {
            throw Downcalls.rethrow(failure);
        }
    }

    private static int minusOneOfAnotherCall() throws Throwable {
        return (int) CLOSE.invokeExact(new CallState().frame(), -1);
    }

    @Test
    void keepsErrnoForEachThread() throws Throwable {
        CallState state = new CallState();
        int ignored = (int) CLOSE.invokeExact(state.frame(), -1);
        assertThat(ignored).isEqualTo(-1);

        Errno other = CompletableFuture.supplyAsync(() -> rmdirOfNothing(state)).get();

        assertThat(other).isEqualTo(Errno.ENOENT);
        assertThat(state.error()).hasValue(Errno.EBADF);
    }

    private static Errno rmdirOfNothing(CallState state) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = CStrings.allocate(arena, "/no/such/folder");
            int ignored = (int) RMDIR.invokeExact(state.frame(), path);
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
                        int unreachable = (int) missing.invokeExact(state.frame(), MemorySegment.NULL);
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

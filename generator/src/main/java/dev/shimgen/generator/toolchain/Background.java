package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that goes on beside the caller's: a run of the compiler, a file to read. Each has a thread of its own, which waits
 * most of the time; the common pool has one thread on a machine with two processors.
 *
 * @param <T> what comes of it
 */
public final class Background<T> {

    /**
     * The work. What it shares with others must not change meanwhile.
     *
     * @param <T> what comes of it
     */
    public interface Work<T> {
        T get() throws GenerationException;
    }

    private final FutureTask<T> task;

    private Background(FutureTask<T> task) {
        this.task = task;
    }

    /** Begins the work. A result that nobody waits for any more keeps no process alive. */
    public static <T> Background<T> start(Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "shimgen-background");
        thread.setDaemon(true);
        thread.start();
        return new Background<>(task);
    }

    /**
     * Waits for the end of the work; what it threw is thrown here, each time.
     *
     * @throws GenerationException as the work does, and if this thread is interrupted, which ends the work too
     */
    public T join() throws GenerationException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new GenerationException(Code.SG0401, "interrupted while waiting for the C compiler", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GenerationException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError("work that failed for no reason that it may fail for", e.getCause());
        }
    }
}

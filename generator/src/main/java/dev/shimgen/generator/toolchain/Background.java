package dev.shimgen.generator.toolchain;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that goes on while the caller does something else: a run of the compiler, reading a file. Each has its own
 * thread, which waits most of the time; the common pool would not do, since it has one thread on a machine with two
 * processors.
 *
 * @param <T> the type of the result
 */
public final class Background<T> {

    /**
     * The work. Data that it shares with other threads must not change meanwhile.
     *
     * @param <T> the type of the result
     */
    public interface Work<T> {
        T get() throws GenerationException;
    }

    private final FutureTask<T> task;

    private Background(FutureTask<T> task) {
        this.task = task;
    }

    /** Starts the work, on a daemon thread: a result that nobody waits for must not keep the process running. */
    public static <T> Background<T> start(Work<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "shimgen-background");
        thread.setDaemon(true);
        thread.start();
        return new Background<>(task);
    }

    /**
     * Waits for the end of the work, and returns its result or throws its exception, every time.
     *
     * @throws GenerationException as the work does; also if this thread is interrupted, which ends the work
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

package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves a handler to the programs of a session: their calls come over a socket in the session's folder.
 *
 * <p>Each connection has a thread of its own, so <b>a handler's methods are called by several threads at once</b>. A method may
 * take its time, but not longer than {@link Options#timeLimit}: then the program goes on as its spec says ({@code
 * Handle.otherwise}), and what the method returns later is thrown away. So it is if a method throws anything but an {@link
 * ErrnoException}, or answers what cannot be an answer; {@link Options#onFailure} learns of it.
 *
 * <p>Programs see the end of a server at once: their calls that it has begun to answer get no answer, and the next ones are
 * no handler's.
 */
public final class ShimServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ShimServer.class.getName());

    private static final Duration HOUSEKEEPING = Duration.ofMillis(100);

    /** How long calls that are being answered have when the server ends. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Between two attempts to accept a connection that failed. */
    private static final Duration RETRY = Duration.ofMillis(20);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Dispatcher dispatcher;
    private final Options options;
    private final HandlerPages pages;
    private final Path path;
    private final NativeSockets sockets = new NativeSockets();
    private final int listener;
    private final int user;
    private final int process = (int) ProcessHandle.current().pid();
    private final ExecutorService threads;
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final Thread acceptor;
    private final Thread housekeeper;
    private volatile boolean closed;

    /**
     * How a server serves.
     *
     * @param timeLimit how long a program waits for an answer; more than 0 and less than 24 days
     * @param spinning for how long both sides look for a message before they sleep, at most a second; 0: they sleep at once. A
     *     thread that sleeps has to be woken, which takes longer than all the rest if the other side runs on another processor.
     *     One that looks has a processor to itself: that pays with more processors than threads that call, and never on one
     * @param onFailure learns what handlers have thrown, and what programs have sent that makes no sense; several threads
     */
    public record Options(Duration timeLimit, Duration spinning, Consumer<? super Throwable> onFailure) {

        private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);
        private static final Duration LONGEST_SPIN = Duration.ofSeconds(1);

        public Options {
            if (timeLimit.compareTo(Duration.ofMillis(1)) < 0 || timeLimit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a time limit from a millisecond to 24 days, not " + timeLimit);
            }
            if (spinning.isNegative() || spinning.compareTo(LONGEST_SPIN) > 0) {
                throw new IllegalArgumentException("spinning for at most a second, not " + spinning);
            }
        }

        /** 10 seconds; nobody spins; failures are logged. */
        public static Options standard() {
            return new Options(
                    Duration.ofSeconds(10),
                    Duration.ZERO,
                    failure ->
                            LOG.log(Level.WARNING, "a call could not be answered: " + failure.getMessage(), failure));
        }

        /** {@return the same with another time limit} */
        public Options within(Duration limit) {
            return new Options(limit, spinning, onFailure);
        }

        /** {@return the same with calls that look for so long before they sleep} */
        public Options spinning(Duration time) {
            return new Options(timeLimit, time, onFailure);
        }

        /** {@return the same with somebody else who learns of failures} */
        public Options reporting(Consumer<? super Throwable> consumer) {
            return new Options(timeLimit, spinning, consumer);
        }
    }

    private ShimServer(Path folder, Dispatcher dispatcher, Options options) throws IOException {
        this.dispatcher = dispatcher;
        this.options = options;
        this.user = sockets.user();
        this.path = folder.resolve(String.format("handler-%016x", dispatcher.digest()));
        this.pages = HandlerPages.open(folder, dispatcher);
        try {
            refuseSecond();
            Files.deleteIfExists(path);
            listener = sockets.listen(path);
        } catch (IOException | RuntimeException e) {
            pages.close();
            throw e;
        }
        String name = "shimgen-" + dispatcher.shim() + "-" + COUNT.incrementAndGet();
        threads = Executors.newCachedThreadPool(work -> new HandlerThread(work, name));
        acceptor = Thread.ofPlatform().daemon().name(name + "-accept").unstarted(this::accept);
        housekeeper = Thread.ofPlatform().daemon().name(name + "-pages").unstarted(this::keepHouse);
    }

    /** A server that was killed has left its number, and nobody listens. */
    private void refuseSecond() throws IOException {
        int other = pages.handler();
        if (other != 0 && ProcessHandle.of(other).map(ProcessHandle::isAlive).orElse(false) && Files.exists(path)) {
            throw new IOException("[SG0912] process " + other + " serves a handler of " + dispatcher.shim()
                    + " to this session already; close that one, or begin another session");
        }
    }

    /**
     * Begins to serve.
     *
     * @param session its programs are answered, those too that run already
     * @param dispatcher of the handler: {@code FileTraceHandler.dispatcher(handler)}
     * @throws IOException if another one serves the same shim to this session, or there can be no socket
     */
    public static ShimServer start(TraceSession session, Dispatcher dispatcher) throws IOException {
        return start(session, dispatcher, Options.standard());
    }

    /** As {@link #start(TraceSession, Dispatcher)}. */
    public static ShimServer start(TraceSession session, Dispatcher dispatcher, Options options) throws IOException {
        ShimServer server = new ShimServer(session.folder(), dispatcher, options);
        server.acceptor.start();
        server.pages.announce(server.process, options.timeLimit(), options.spinning(), dispatcher::answers);
        server.housekeeper.start();
        return server;
    }

    /** {@return how many calls have been answered} */
    public long answered() {
        return answered.get();
    }

    /** {@return how many calls got no answer, since the handler failed or what came was no call} */
    public long failures() {
        return failures.get();
    }

    private void accept() {
        String reported = "";
        while (true) {
            int connection = -1;
            try {
                connection = sockets.accept(listener);
                if (connection < 0) {
                    return;
                }
                NativeSockets.Peer peer = sockets.peer(connection);
                if (peer.user() != user) {
                    throw new ProtocolException(
                            "user " + peer.user() + " has connected, and this process is of user " + user);
                }
                int accepted = connection;
                connections.add(accepted);
                threads.execute(() -> serve(accepted, peer));
                reported = "";
            } catch (IOException | RuntimeException e) {
                // Without a free descriptor it fails again and again, until programs end: once is news.
                if (!reported.equals(String.valueOf(e.getMessage()))) {
                    reported = String.valueOf(e.getMessage());
                    report(e);
                }
                if (connection >= 0) {
                    sockets.close(connection);
                }
                if (closed) {
                    return;
                }
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void report(Throwable failure) {
        if (closed) {
            return; // programs that lose their connection now are no news
        }
        failures.incrementAndGet();
        options.onFailure().accept(failure);
    }

    private void serve(int connection, NativeSockets.Peer peer) {
        HandlerThread thread = (HandlerThread) Thread.currentThread();
        Exchange exchange = thread.exchange();
        try {
            exchange.connect(connection, peer, dispatcher.functions(), options.spinning());
            int function = exchange.receiveCall();
            while (function >= 0 && !closed) {
                running.incrementAndGet();
                try {
                    answer(exchange, function);
                } finally {
                    running.decrementAndGet();
                }
                function = exchange.receiveCall();
            }
        } catch (NativeSockets.SocketException | ProgramGoneException gone) {
            // The program was killed, or does not wait any longer, which is its own affair.
            LOG.log(Level.DEBUG, "process {0}: {1}", peer.pid(), gone);
        } catch (IOException | RuntimeException | Error e) {
            report(e);
        } finally {
            exchange.end();
            connections.remove(connection);
            thread.sockets().close(connection);
        }
    }

    private void answer(Exchange exchange, int function) throws IOException {
        try {
            dispatcher.dispatch(function, exchange);
        } catch (ErrnoException e) {
            exchange.failWith(e.error().number());
        }
        // Before the program can see the answer, so that whoever knows that it has ended finds it counted.
        answered.incrementAndGet();
        try {
            exchange.sendReturn();
        } catch (IOException | RuntimeException e) {
            answered.decrementAndGet();
            throw e;
        }
    }

    /** Pages that a program makes beside ours, and programs with a shim of another version. */
    private void keepHouse() {
        boolean warned = false;
        try {
            while (!closed) {
                Thread.sleep(HOUSEKEEPING);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    pages.announce(process, options.timeLimit(), options.spinning(), dispatcher::answers);
                    if (!warned && pages.hasStrangers()) {
                        warned = true;
                        report(new IOException("[SG0914] a program of this session has a lib" + dispatcher.shim()
                                + ".so of another version of the spec, which is not answered; build both anew"));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            report(e);
        }
    }

    /**
     * Ends. Calls that are being answered have a second; programs go on as if there had never been a handler.
     *
     * @throws IOException if the socket cannot be removed
     */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            pages.announce(0, options.timeLimit(), options.spinning(), function -> false);
            closed = true;
        }
        sockets.shutdown(listener);
        Files.deleteIfExists(path);
        @Nullable InterruptedException interrupted = null;
        try {
            acceptor.join();
            long end = System.nanoTime() + GRACE.toNanos();
            while (running.get() > 0 && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            interrupted = e;
        }
        for (int connection : connections) {
            sockets.shutdown(connection);
        }
        threads.shutdown();
        try {
            housekeeper.interrupt();
            housekeeper.join();
            threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = e;
        }
        sockets.close(listener);
        pages.close();
        if (interrupted != null) {
            Thread.currentThread().interrupt();
        }
    }
}

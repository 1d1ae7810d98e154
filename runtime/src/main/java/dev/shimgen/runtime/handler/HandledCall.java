package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The call that a thread answers: who makes it, and what can be done beside returning a value. It is good until the handler's
 * method returns.
 */
public final class HandledCall {

    /** man 2 openat: a path is relative to the current folder. */
    private static final int AT_FDCWD = -100;

    /** man 5 proc, man 4 fd: names that are something else in each process. */
    private static final Pattern OF_PROCESS =
            Pattern.compile("^/(?:proc/(?:self|thread-self)|dev/(?:fd|stdin|stdout|stderr))(?:/|$)");

    /** The mounts that this process sees: mount_namespaces(7). */
    private static final Path OWN_MOUNTS = mounts();

    private final Exchange exchange;

    HandledCall(Exchange exchange) {
        this.exchange = exchange;
    }

    private static Path mounts() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
        } catch (IOException e) {
            return Path.of(""); // without /proc, nobody's mounts can be seen
        }
    }

    /**
     * {@return the call that this thread answers}
     *
     * @throws IllegalStateException if it answers none
     */
    public static HandledCall current() {
        return Exchange.current().view();
    }

    /** {@return the function's name} */
    public String function() {
        return exchange.function().name();
    }

    /** {@return the id of the process that calls, in the server's pid namespace} */
    public int pid() {
        return exchange.process();
    }

    /** {@return the id of the thread that calls, in its own pid namespace} */
    public int tid() {
        return exchange.thread();
    }

    /** {@return the effective user id that the process had when it connected} */
    public int uid() {
        return exchange.user();
    }

    /**
     * {@return the program's file}
     *
     * @throws IOException if the process is gone
     */
    public Path program() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid() + "/exe"));
    }

    /**
     * {@return the name by which this process reaches what the program means} A relative one begins in the program's current folder,
     * not in this process's one, and {@code /proc/self} is the program: proc(5). One of a program with another root folder, or with
     * other mounts, begins with {@code /proc/PID/root}; absolute links in it lead from this process's root, though.
     *
     * @param name as the program has passed it
     */
    public String path(String name) {
        return path(AT_FDCWD, name);
    }

    /**
     * {@return the same for a name that is relative to a folder}
     *
     * @param folder a descriptor of the program, or {@code AT_FDCWD}
     */
    public String path(int folder, String name) {
        String own = "/proc/" + pid();
        if (name.startsWith("/")) {
            String plain = plain(name);
            return OF_PROCESS.matcher(plain).find() ? ofProcess(own, plain) : root(own) + name;
        }
        if (name.isEmpty()) {
            return name;
        }
        return folder == AT_FDCWD ? own + "/cwd/" + name : own + "/fd/" + folder + "/" + name;
    }

    /** {@return an absolute name without ".", ".." and slashes that add nothing; links are not followed} */
    private static String plain(String name) {
        Deque<String> components = new ArrayDeque<>();
        for (String component : name.split("/", -1)) {
            if (component.equals("..")) {
                components.pollLast();
            } else if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return "/" + String.join("/", components);
    }

    /** {@return what stands before the names of a program that has another root folder or other mounts than this process} */
    private static String root(String own) {
        try {
            boolean isSame = Files.readSymbolicLink(Path.of(own, "root")).equals(Path.of("/"))
                    && Files.readSymbolicLink(Path.of(own, "ns", "mnt")).equals(OWN_MOUNTS);
            return isSame ? "" : own + "/root";
        } catch (IOException e) {
            return ""; // the process is gone, or may not be looked at
        }
    }

    private String ofProcess(String own, String name) {
        return name.replaceFirst("^/proc/self", own)
                .replaceFirst("^/proc/thread-self", own + "/task/" + tid())
                .replaceFirst("^/dev/fd", own + "/fd")
                .replaceFirst("^/dev/stdin", own + "/fd/0")
                .replaceFirst("^/dev/stdout", own + "/fd/1")
                .replaceFirst("^/dev/stderr", own + "/fd/2");
    }

    /**
     * {@return a descriptor of the program, as one of this process} It is the same open file: what is read here moves the program's
     * offset. It is closed when the call has been answered.
     *
     * @param descriptor as the program has it
     * @throws ErrnoException if it has none of that number
     */
    public int descriptor(int descriptor) {
        try {
            return exchange.descriptor(descriptor);
        } catch (NativeSockets.SocketException e) {
            throw new ErrnoException(Errno.of(e.error()).orElse(Errno.EBADF));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Answers with a descriptor of this process, which is closed here. A function that returns a new descriptor can return one of
     * this process as well; this is for when its number may also be that of one which the real call has given.
     *
     * @return the descriptor
     */
    public int handOver(int descriptor) {
        exchange.handOver(descriptor);
        return descriptor;
    }

    /**
     * Says what the call fails with. The handler still has to return what the function returns then.
     *
     * @return -1
     */
    public int fail(Errno error) {
        exchange.fail(error.number());
        return -1;
    }
}

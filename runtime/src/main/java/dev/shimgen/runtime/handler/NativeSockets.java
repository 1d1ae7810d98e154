package dev.shimgen.runtime.handler;

import dev.shimgen.runtime.Errno;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Sockets that keep the borders of messages and carry descriptors, which Java's own do not: unix(7), {@code SOCK_SEQPACKET}, {@code
 * SCM_RIGHTS}. An object is for one thread, but for {@link #shutdown}.
 */
final class NativeSockets {

    private static final int AF_UNIX = 1;
    private static final int SOCK_SEQPACKET = 5;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int SHUT_RDWR = 2;
    private static final int EINTR = 4;

    /** As many as programs may begin to connect at once; the kernel takes what it allows (somaxconn). */
    private static final int BACKLOG = 4096;

    /** {@code struct sockaddr_un}: a family, and a path that ends with a null byte. */
    private static final int ADDRESS_SIZE = 110;

    private static final int PATH_OFFSET = 2;
    private static final int PATH_SIZE = ADDRESS_SIZE - PATH_OFFSET;

    /** {@code struct msghdr} and {@code struct cmsghdr} with one descriptor, where pointers have 64 bits. */
    private static final int MESSAGE_SIZE = 56;

    private static final int MESSAGE_PARTS = 16;
    private static final int MESSAGE_PART_COUNT = 24;
    private static final int MESSAGE_CONTROL = 32;
    private static final int MESSAGE_CONTROL_SIZE = 40;
    private static final int CONTROL_SIZE = 24;
    private static final int CONTROL_LENGTH = 20;
    private static final int CONTROL_LEVEL = 8;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_DATA = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final long ERRNO =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = link("socket", "iiii");
    private static final MethodHandle BIND = link("bind", "iipi");
    private static final MethodHandle LISTEN = link("listen", "iii");
    private static final MethodHandle ACCEPT4 = link("accept4", "iippi");
    private static final MethodHandle RECV = link("recv", "lipli");
    private static final MethodHandle SEND = link("send", "lipli");
    private static final MethodHandle RECVMSG = link("recvmsg", "lipi");
    private static final MethodHandle SENDMSG = link("sendmsg", "lipi");
    private static final MethodHandle GETSOCKOPT = link("getsockopt", "iiiipp");
    private static final MethodHandle SHUTDOWN = link("shutdown", "iii");
    private static final MethodHandle CLOSE = link("close", "ii");
    private static final MethodHandle GETEUID = link("geteuid", "i");

    private final MemorySegment state;
    private final MemorySegment message;
    private final MemorySegment part;
    private final MemorySegment control;

    NativeSockets() {
        Arena arena = Arena.ofAuto();
        state = arena.allocate(Linker.Option.captureStateLayout());
        message = arena.allocate(MESSAGE_SIZE, 8);
        part = arena.allocate(16, 8);
        control = arena.allocate(CONTROL_SIZE, 8);
    }

    /** Links a function; {@code shape} is its result and its parameters: int, long, pointer. */
    @SuppressWarnings("restricted") // Linker.downcallHandle: the shapes are those of the man pages.
    private static MethodHandle link(String name, String shape) {
        MemoryLayout[] parameters =
                shape.substring(1).chars().mapToObj(c -> layout((char) c)).toArray(MemoryLayout[]::new);
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(layout(shape.charAt(0)), parameters),
                Linker.Option.captureCallState("errno"));
    }

    private static MemoryLayout layout(char shape) {
        return switch (shape) {
            case 'i' -> ValueLayout.JAVA_INT;
            case 'l' -> ValueLayout.JAVA_LONG;
            default -> ValueLayout.ADDRESS;
        };
    }

    private int errno() {
        return state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    private static AssertionError unexpected(Throwable thrown) {
        // The linker's handles throw nothing of their own.
        return new AssertionError(thrown);
    }

    private IOException failed(String what) {
        int error = errno();
        return new SocketException(what + ": " + Errno.of(error).map(Enum::name).orElse("errno " + error), error);
    }

    /** That a system call failed. */
    static final class SocketException extends IOException {

        private static final long serialVersionUID = 1;

        private final int error;

        SocketException(String message, int error) {
            super(message);
            this.error = error;
        }

        int error() {
            return error;
        }
    }

    /** {@return the effective user id of this process} */
    int user() {
        try {
            return (int) GETEUID.invokeExact(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return a new socket that listens} */
    int listen(Path path) throws IOException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= PATH_SIZE) {
            throw new IOException(
                    "[SG0916] the path of a socket has at most " + (PATH_SIZE - 1) + " bytes (unix(7)), and " + path
                            + " has " + bytes.length + "; begin the session in a folder with a shorter name");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_SIZE);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, bytes.length);
            int socket = (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
            if (socket < 0) {
                throw failed("socket");
            }
            if ((int) BIND.invokeExact(state, socket, address, ADDRESS_SIZE) != 0
                    || (int) LISTEN.invokeExact(state, socket, BACKLOG) != 0) {
                IOException failure = failed(path.toString());
                close(socket);
                throw failure;
            }
            return socket;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@return the next connection; -1 if the socket was shut down} */
    int accept(int socket) throws IOException {
        try {
            while (true) {
                int connection =
                        (int) ACCEPT4.invokeExact(state, socket, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC);
                if (connection >= 0) {
                    return connection;
                }
                if (errno() == Errno.EINVAL.number()) {
                    return -1;
                }
                if (errno() != EINTR && errno() != Errno.ECONNABORTED.number()) {
                    throw failed("accept");
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Who is at the other end of a connection: {@code struct ucred} of unix(7).
     *
     * @param pid its process id
     * @param user its effective user id when it connected
     */
    record Peer(int pid, int user) {}

    /** {@return who is at the other end} */
    Peer peer(int connection) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(12, 4);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_INT);
            size.set(ValueLayout.JAVA_INT, 0, 12);
            if ((int) GETSOCKOPT.invokeExact(state, connection, SOL_SOCKET, SO_PEERCRED, credentials, size) != 0) {
                throw failed("getsockopt");
            }
            return new Peer(credentials.get(ValueLayout.JAVA_INT, 0), credentials.get(ValueLayout.JAVA_INT, 4));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * {@return how many bytes a packet had, which are in the buffer as far as it goes; 0 if the other end is gone}
     *
     * @param spinning for how many nanoseconds to look for it before the thread sleeps
     */
    int receive(int connection, MemorySegment buffer, long spinning) throws IOException {
        long end = spinning == 0 ? 0 : System.nanoTime() + spinning;
        int waiting = spinning == 0 ? 0 : MSG_DONTWAIT;
        try {
            while (true) {
                long received =
                        (long) RECV.invokeExact(state, connection, buffer, buffer.byteSize(), MSG_TRUNC | waiting);
                if (received >= 0) {
                    return (int) received;
                }
                if (waiting != 0 && errno() == Errno.EAGAIN.number()) {
                    waiting = System.nanoTime() - end < 0 ? MSG_DONTWAIT : 0;
                } else if (errno() != EINTR) {
                    throw failed("recv");
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sends a packet. */
    void send(int connection, MemorySegment buffer, long size) throws IOException {
        try {
            while ((long) SEND.invokeExact(state, connection, buffer, size, MSG_NOSIGNAL) < 0) {
                if (errno() != EINTR) {
                    throw failed("send");
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private void prepare(MemorySegment buffer, long size) {
        part.set(ValueLayout.ADDRESS, 0, buffer);
        part.set(ValueLayout.JAVA_LONG, 8, size);
        message.fill((byte) 0);
        message.set(ValueLayout.ADDRESS, MESSAGE_PARTS, part);
        message.set(ValueLayout.JAVA_LONG, MESSAGE_PART_COUNT, 1);
        message.set(ValueLayout.ADDRESS, MESSAGE_CONTROL, control);
        message.set(ValueLayout.JAVA_LONG, MESSAGE_CONTROL_SIZE, CONTROL_LENGTH);
        control.fill((byte) 0);
    }

    /** Sends a packet with a descriptor. */
    void send(int connection, MemorySegment buffer, long size, int descriptor) throws IOException {
        prepare(buffer, size);
        control.set(ValueLayout.JAVA_LONG, 0, CONTROL_LENGTH);
        control.set(ValueLayout.JAVA_INT, CONTROL_LEVEL, SOL_SOCKET);
        control.set(ValueLayout.JAVA_INT, CONTROL_TYPE, SCM_RIGHTS);
        control.set(ValueLayout.JAVA_INT, CONTROL_DATA, descriptor);
        try {
            while ((long) SENDMSG.invokeExact(state, connection, message, MSG_NOSIGNAL) < 0) {
                if (errno() != EINTR) {
                    throw failed("sendmsg");
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * A packet that may have come with a descriptor.
     *
     * @param size its bytes
     * @param descriptor -1 if there was none
     */
    record Packet(int size, int descriptor) {}

    /** As {@link #receive}, and a descriptor that comes with the packet. */
    Packet receiveWithDescriptor(int connection, MemorySegment buffer) throws IOException {
        try {
            while (true) {
                prepare(buffer, buffer.byteSize());
                long received = (long) RECVMSG.invokeExact(state, connection, message, MSG_CMSG_CLOEXEC);
                if (received >= 0) {
                    boolean came = message.get(ValueLayout.JAVA_LONG, MESSAGE_CONTROL_SIZE) >= CONTROL_LENGTH
                            && control.get(ValueLayout.JAVA_INT, CONTROL_LEVEL) == SOL_SOCKET
                            && control.get(ValueLayout.JAVA_INT, CONTROL_TYPE) == SCM_RIGHTS;
                    return new Packet((int) received, came ? control.get(ValueLayout.JAVA_INT, CONTROL_DATA) : -1);
                }
                if (errno() != EINTR) {
                    throw failed("recvmsg");
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Ends what waits for a socket or connection, in whatever thread. */
    void shutdown(int socket) {
        try {
            int ignored = (int) SHUTDOWN.invokeExact(state, socket, SHUT_RDWR);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Closes a descriptor. */
    void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}

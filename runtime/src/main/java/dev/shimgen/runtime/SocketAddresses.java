package dev.shimgen.runtime;

import dev.shimgen.spec.Struct;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads C's socket addresses: {@code struct sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_un} (ip(7), ipv6(7), unix(7)). */
public final class SocketAddresses {

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private static final int PORT = 2;
    private static final int IPV4 = 4;
    private static final int IPV4_SIZE = 4;
    private static final int IPV6 = 8;
    private static final int IPV6_SIZE = 16;
    private static final int PATH = 2;

    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddresses() {}

    /**
     * {@return an address; empty if it is {@code null}, too short for what it says it is, of another family, or a Unix socket without
     * a path}
     *
     * @param address as {@code connect} is given it
     * @param length how many bytes it has
     */
    public static Optional<SocketAddress> of(@Nullable Struct address, long length) {
        if (address == null || length < Short.BYTES) {
            return Optional.empty();
        }
        MemorySegment memory = address instanceof NativeStruct own
                ? own.segment()
                : Pointers.segment(address.pointer(), address.size());
        memory = memory.asSlice(0, Math.min(length, memory.byteSize()));
        return switch (memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0)) {
            case AF_INET -> internet(memory, IPV4, IPV4_SIZE);
            case AF_INET6 -> internet(memory, IPV6, IPV6_SIZE);
            case AF_UNIX -> path(memory.asSlice(PATH));
            default -> Optional.empty();
        };
    }

    private static Optional<SocketAddress> internet(MemorySegment memory, int offset, int size) {
        if (memory.byteSize() < offset + size) {
            return Optional.empty();
        }
        try {
            InetAddress host =
                    InetAddress.getByAddress(memory.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE));
            return Optional.of(new InetSocketAddress(host, memory.get(NETWORK_SHORT, PORT) & 0xffff));
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are an address", e);
        }
    }

    private static Optional<SocketAddress> path(MemorySegment name) {
        String path = CStrings.readArray(name);
        return path.isEmpty() ? Optional.empty() : Optional.of(UnixDomainSocketAddress.of(path));
    }
}

package dev.shimgen.samples.netguard;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.SocketAddresses;
import dev.shimgen.runtime.handler.ShimProcess;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program speak to some hosts, and to no other.
 *
 * @param allowed addresses with their ports: {@code 127.0.0.1:8080}
 * @param answers what names stand for, an address each: all others are unknown
 * @param report gets what was refused
 */
record NetPolicy(Set<String> allowed, Map<String, String> answers, Consumer<String> report) {

    boolean allows(SocketAddress address) {
        return !(address instanceof InetSocketAddress internet)
                || internet.getPort() == 0 // no packet goes to it: glibc asks which of its addresses would be used
                || allowed.contains(internet.getAddress().getHostAddress() + ":" + internet.getPort());
    }
}

/** The policy as a handler. */
public final class NetGuard extends NetCallsHandler {

    /** {@code <netdb.h>}: the name is not known. */
    private static final int EAI_NONAME = -2;

    private final NetPolicy policy;

    NetGuard(NetPolicy policy) {
        this.policy = policy;
    }

    @Override
    public int connect(int socket, @Nullable Struct address, int length) {
        return allows(address, length) ? super.connect(socket, address, length) : fail(Errno.EACCES);
    }

    @Override
    public long sendto(
            int socket, byte @Nullable [] bytes, long count, int flags, @Nullable Struct address, int length) {
        return allows(address, length) ? super.sendto(socket, bytes, count, flags, address, length) : fail(Errno.EACCES);
    }

    /** A socket that is connected, or is none of the internet, has nothing to be asked about. */
    private boolean allows(@Nullable Struct address, int length) {
        SocketAddress to = SocketAddresses.of(address, length).orElse(null);
        boolean allowed = to == null || policy.allows(to);
        if (!allowed) {
            policy.report().accept(call().function() + " " + to);
        }
        return allowed;
    }

    @Override
    public int getaddrinfo(@Nullable String node, @Nullable String service, @Nullable Struct hints, Pointer found) {
        if (node == null || node.matches("[0-9.]+|.*:.*")) {
            return super.getaddrinfo(node, service, hints, found);
        }
        String answer = policy.answers().get(node);
        if (answer == null) {
            policy.report().accept("getaddrinfo " + node);
            return EAI_NONAME;
        }
        return super.getaddrinfo(answer, service, hints, found);
    }

    /** {@code [ADDRESS:PORT…] [NAME=ADDRESS…] -- COMMAND…} */
    public static void main(String[] words) throws Exception {
        List<String> all = Arrays.asList(words);
        int end = all.indexOf("--");
        Set<String> allowed = new HashSet<>();
        Map<String, String> answers = new HashMap<>();
        for (String rule : all.subList(0, Math.max(end, 0))) {
            String[] parts = rule.split("=", 2);
            if (parts.length == 2) {
                answers.put(parts[0], parts[1]);
            } else {
                allowed.add(rule);
            }
        }
        NetPolicy policy = new NetPolicy(allowed, answers, what -> System.err.println("net-guard: refused " + what));
        System.exit(ShimProcess.of(all.subList(end + 1, all.size()))
                .under(Path.of("target/shimgen/libnetguard.so"))
                .answeredBy(dispatcher(new NetGuard(policy)))
                .inheritingIo()
                .run()
                .exitStatus());
    }
}

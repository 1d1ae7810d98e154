package dev.shimgen.samples.loggingproxy;

import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.spec.Struct;
import java.nio.file.Path;

/** Runs a command whose file calls are answered in Java, and logged. */
public final class LoggingProxy extends FileCallsHandler {

    private final FileCallsCalls libc = new FileCallsCalls();

    @Override
    public int access(String name, int type) {
        int result = libc.access(call().path(name), type);
        System.err.println("access " + name + " = " + result + " " + libc.errno());
        return result;
    }

    @Override
    public int stat(String name, Struct stat) {
        int result = libc.stat(call().path(name), stat);
        System.err.println("stat " + name + " = " + result + " " + stat);
        return result;
    }

    @Override
    public int statx(int folder, String name, int flags, int mask, Struct stat) {
        int result = super.statx(folder, name, flags, mask, stat);
        System.err.println("statx " + name + " = " + result + " " + stat);
        return result;
    }

    @Override
    public int open(String name, int flags, int mode) {
        int result = libc.open(call().path(name), flags, mode);
        System.err.println("open " + name + " = " + result);
        return result;
    }

    public static void main(String[] arguments) throws Exception {
        try (TraceSession session = TraceSession.create();
                ShimServer server = ShimServer.start(session, dispatcher(new LoggingProxy()))) {
            Process process = session.start(new ProcessBuilder(arguments).inheritIO(), Path.of("target/shimgen/libfilecalls.so"));
            int status = process.waitFor();
            System.err.println(server.answered() + " answered, " + server.failures() + " failures");
            System.exit(status);
        }
    }
}

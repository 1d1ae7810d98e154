package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the programs of {@code src/test/c} while Java is asked in each of their calls, and lets it go on. Whatever they are about, they must
 * not notice.
 */
final class HandledTrapsTest {

    private static final Path SHIM = Path.of("target/shimgen/libhandled.so").toAbsolutePath();

    @TempDir
    private static Path built;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** {@return a handler that lets everything go on, and whose methods are its own} */
    private static Handled everything() {
        HandledHandler real = new HandledHandler() {};
        return (Handled) Proxy.newProxyInstance(
                Handled.class.getClassLoader(), new Class<?>[] {Handled.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static Stream<TrapProgram> programs() throws IOException {
        return TrapProgram.all().stream().filter(program -> {
            try {
                return program.shim().equals("libtraps.so");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsDoNotNotice(TrapProgram trap) throws Exception {
        Path program = trap.build(Files.createDirectories(built.resolve(trap.name())), List.of("cc"));
        Path shim = Files.copy(SHIM, folder.resolve(trap.shim().equals("libtraps.so") ? "libhandled.so" : trap.shim()));
        ProcessBuilder builder = new ProcessBuilder(program.toString()).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().put("TRAP_SHIM", shim.toString());
        builder.environment().put("TRAP_FEW", "yes");
        builder.environment().remove("SHIMGEN_TRACE");
        Path output = folder.resolve("output");
        int status;
        try (TraceSession session = TraceSession.create(1 << 20);
                ShimServer server = ShimServer.start(
                        session,
                        HandledHandler.dispatcher(everything()),
                        ShimServer.Options.standard().reporting(failures::add))) {
            builder.environment().putAll(session.environment());
            status = TrapProgram.run(builder, output);
            System.out.println(trap + ": " + server.answered() + " calls");
        }
        String printed = Files.readString(output);
        if (status == TrapProgram.SKIPPED) {
            System.out.println("SKIPPED " + trap.name() + ": " + printed);
            abort(printed);
        }
        new Ended(status, printed).expectSuccess(trap + ", each call handled");
        assertThat(failures).as(printed).isEmpty();
    }
}

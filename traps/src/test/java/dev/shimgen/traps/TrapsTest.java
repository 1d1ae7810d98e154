package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each program of {@code src/test/c} under the shim, with tracing off, to a file, and into a session. A program's name begins with the
 * number of its row among the traps; its first comment says what it shows, and what the failure looked like without the
 * remedy.
 */
final class TrapsTest {

    private static final Path SHIMS = Path.of("target/shimgen").toAbsolutePath();

    /**
     * A folder of folders with shims that were made on other releases of libc; if it is set, they are run here, too.
     */
    private static final String FOREIGN = System.getProperty("traps.foreign", "");

    /**
     * Programs for which a shim must have been made with a libc that already had the functions, or versions of symbols.
     */
    private static final Set<String> OF_NEWER_FUNCTIONS =
            Set.of("08_new_calls", "32_close_range_cloexec", "43_symbol_versions");

    /** Each program is compiled once, and run many times. */
    @TempDir
    private static Path built;

    @TempDir
    private Path folder;

    static Stream<Arguments> programs() throws IOException {
        List<Arguments> arguments = new ArrayList<>();
        for (Path shims : shims()) {
            for (TrapProgram program : TrapProgram.all()) {
                if (shims.equals(SHIMS) || !OF_NEWER_FUNCTIONS.contains(program.name())) {
                    if (shims.equals(SHIMS)) {
                        arguments.add(Arguments.of(program, "off", shims));
                        arguments.add(Arguments.of(program, "to a session", shims));
                    }
                    arguments.add(Arguments.of(program, "on", shims));
                }
            }
        }
        return arguments.stream();
    }

    private static List<Path> shims() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(SHIMS));
        if (!FOREIGN.isEmpty()) {
            try (Stream<Path> foreign = Files.list(Path.of(FOREIGN))) {
                foreign.sorted().forEach(folders::add);
            }
        }
        return folders;
    }

    /** A session without a reader, whose memory gets full, with times of the counter. Laid out as shimgen_pool.h says. */
    private static Path session(Path folder) throws IOException {
        Path session = Files.createDirectory(folder.resolve("session"));
        int chunks = 40;
        ByteBuffer pool = ByteBuffer.allocate(chunks << 16).order(ByteOrder.nativeOrder());
        pool.put("shimpool".getBytes(StandardCharsets.US_ASCII))
                .putInt(version())
                .putInt(chunks)
                .putInt(1);
        // The chunks in front of this one are for tables.
        pool.putInt(44, 6);
        Files.write(session.resolve("pool"), pool.array());
        return session;
    }

    /** The version of pools that the shims write. */
    private static int version() throws IOException {
        Matcher version = Pattern.compile("#define SHIMGEN_POOL_VERSION (\\d+)")
                .matcher(Files.readString(SHIMS.resolve("c/shimgen_pool.h")));
        assertThat(version.find()).isTrue();
        return Integer.parseInt(version.group(1));
    }

    private static Path program(TrapProgram trap) throws Exception {
        Path folder = built.resolve(trap.name());
        Path program = folder.resolve(trap.name());
        return Files.exists(program) ? program : trap.build(Files.createDirectories(folder), List.of("cc"));
    }

    @ParameterizedTest(name = "{0}, tracing {1}, {2}")
    @MethodSource("programs")
    void programsDoNotNotice(TrapProgram trap, String tracing, Path shims) throws Exception {
        Path program = program(trap);
        Path trace = folder.resolve("trace");

        ProcessBuilder builder = new ProcessBuilder(program.toString()).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        // A copy: ld.so(8) splits LD_PRELOAD at spaces and colons; the build's folder may contain some, this one does
        // not.
        Path shim = Files.copy(shims.resolve(trap.shim()), folder.resolve(trap.shim()));
        builder.environment().put("LD_PRELOAD", shim.toString());
        builder.environment().put("TRAP_SHIM", shim.toString());
        builder.environment().remove("SHIMGEN_TRACE");
        if (tracing.equals("on")) {
            builder.environment().put("SHIMGEN_TRACE", trace.toString());
            builder.environment().put("TRAP_TRACE", trace.toString());
        }
        if (tracing.equals("to a session")) {
            builder.environment().put("SHIMGEN_SESSION", session(folder).toString());
        }
        Path output = folder.resolve("output");
        int status = TrapProgram.run(builder, output);

        String printed = Files.readString(output);
        if (status == TrapProgram.SKIPPED) {
            System.out.println("SKIPPED " + trap.name() + ": " + printed);
            abort(printed);
        }
        new Ended(status, printed).expectSuccess(trap + ", tracing " + tracing + ", " + shims);
        if (tracing.equals("off")) {
            assertThat(trace).doesNotExist();
        }
    }
}

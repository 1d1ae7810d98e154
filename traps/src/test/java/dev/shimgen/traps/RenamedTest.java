package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.handler.ShimServer;
import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.spec.Struct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a redirected call, and who answers one, has the names that the program says. */
final class RenamedTest {

    private static final Path SHIM = Path.of("target/shimgen/librenamed.so").toAbsolutePath();

    private static final String PRINTED =
            "stat = 0\nmode 100644 size 5\nopen = 3\nflags 2 cloexec 0\nread = 5\n\"of b\n\" then '?'\n"
                    + "stat = -1 ENOENT\nchdir = 0\ngetcwd = /trap-n\n";

    @TempDir
    private Path folder;

    private Path to;

    private List<String> command;

    /** The program of HandlersTest, and a folder that is to be called /trap-n. */
    @BeforeEach
    void make() throws Exception {
        Files.copy(SHIM, folder.resolve("librenamed.so"));
        to = Files.createDirectory(folder.resolve("to")).toRealPath();
        Files.writeString(to.resolve("file"), "of b\n");
        Files.writeString(to.resolve("other"), "of the other\n");
        Path ask = HandlerPrograms.build(folder, "ask");
        command = List.of(
                ask.toString(),
                "stat",
                "/trap-n/file",
                "open",
                "/trap-n/file",
                "read",
                "50",
                "stat",
                "/trap-n/none",
                "chdir",
                "/trap-n",
                "getcwd");
    }

    private String run(ProcessBuilder builder) throws Exception {
        builder.environment().put("LD_PRELOAD", folder.resolve("librenamed.so").toString());
        Path output = Files.createTempFile(folder, "output", "");
        int status = TrapProgram.run(builder, output);
        String printed = Files.readString(output);
        new Ended(status, printed).expectSuccess(String.join(" ", builder.command()));
        return printed;
    }

    private String run(TraceSession session) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(session.environment());
        return run(builder);
    }

    /** One call of the program is one line, however often the shim makes it. Seen to fail with redirections around the trace: the real name. */
    private void expectNamesThatWereSaid(List<String> told) {
        assertThat(told).hasSize(5);
        assertThat(told.get(0)).contains("stat(\"/trap-n/file\", {st_size=5}) = 0");
        assertThat(told.get(1)).contains("open(\"/trap-n/file\", O_RDWR) = 3");
        assertThat(told.get(2)).contains("stat(\"/trap-n/none\", ").contains(" = -1 ENOENT");
        assertThat(told.get(3)).contains("chdir(\"/trap-n\") = 0");
        assertThat(told.get(4)).contains("getcwd(").contains("\"/trap-n\"");
        assertThat(told).noneMatch(line -> line.contains(to.toString()));
    }

    @Test
    void linesHaveTheNamesThatTheProgramSays() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        Path trace = folder.resolve("trace");
        builder.environment().put("SHIMGEN_TRACE", trace.toString());
        builder.environment().put("SHIMGEN_REDIRECT", "/trap-n=" + to);
        assertThat(run(builder)).isEqualTo(PRINTED);
        expectNamesThatWereSaid(Files.readAllLines(trace));
    }

    @Test
    void eventsHaveTheNamesThatTheProgramSays() throws Exception {
        List<String> told = new ArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20)) {
            session.redirects().add(Path.of("/trap-n"), to);
            assertThat(run(session)).isEqualTo(PRINTED);
            session.poll((TraceEvent event) -> told.add(event.text()));
        }
        expectNamesThatWereSaid(told);
    }

    private String answered(Renamed handler) throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20)) {
            session.redirects().add(Path.of("/trap-n"), to);
            ShimServer.Options options = ShimServer.Options.standard().reporting(failures::add);
            try (ShimServer server = ShimServer.start(session, RenamedHandler.dispatcher(handler), options)) {
                String printed = run(session);
                assertThat(failures).isEmpty();
                assertThat(server.answered()).isPositive();
                return printed;
            }
        }
    }

    /** Seen to fail with redirections around what Java answers: the handler sees the real names. */
    @Test
    void aHandlerHasTheNamesThatTheProgramSaysAndSuperTheFile() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        String printed = answered(new RenamedHandler() {
            @Override
            public int stat(String path, Struct status) {
                said.add("stat " + path);
                return super.stat(path, status);
            }

            @Override
            public int open(String path, int flags, int mode) {
                said.add("open " + path);
                return super.open(path, flags, mode);
            }

            @Override
            public String getcwd(byte[] buf, long size) {
                String found = super.getcwd(buf, size);
                said.add("getcwd " + found);
                return found;
            }
        });
        assertThat(printed).isEqualTo(PRINTED);
        assertThat(said)
                .containsExactly("stat /trap-n/file", "open /trap-n/file", "stat /trap-n/none", "getcwd /trap-n");
    }

    /** What a handler says instead is redirected as if the program had said it. Seen to fail in the same way: ENOENT. */
    @Test
    void anotherNameThatAHandlerSaysIsRedirectedToo() throws Exception {
        String printed = answered(new RenamedHandler() {
            @Override
            public int stat(String path, Struct status) {
                return path.endsWith("none") ? super.stat("/trap-n/other", status) : fail(Errno.EIO);
            }

            @Override
            public int open(String path, int flags, int mode) {
                return super.open("/trap-n/other", flags, mode);
            }
        });
        assertThat(printed)
                .isEqualTo("stat = -1 EIO\nopen = 3\nflags 2 cloexec 0\nread = 13\n\"of the other\n\" then '?'\n"
                        + "stat = 0\nmode 100644 size 13\nchdir = 0\ngetcwd = /trap-n\n");
    }
}

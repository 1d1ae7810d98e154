package dev.shimgen.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs find in a mount, and what comes back of it. */
final class MountsTest {

    private static final Path POINT = Path.of("/shimgen-mounted/data");
    private static final Path PROGRAMS = Path.of("src/test/programs").toAbsolutePath();

    @TempDir
    private Path folder;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private FileSystem zip() throws IOException {
        return FileSystems.newFileSystem(
                URI.create("jar:" + folder.resolve("files.zip").toUri()), Map.of("create", "true"));
    }

    /** Runs a command where a folder is mounted; what it prints, and then all has been written back. */
    private String mounted(Path provided, String... command) throws Exception {
        try (TraceSession session = TraceSession.create(1 << 20);
                Mounts mounts = Mounts.in(session, failures::add)) {
            mounts.add(POINT, provided);
            return run(session, mounts, command);
        }
    }

    private static String run(TraceSession session, Mounts mounts, String... command) throws Exception {
        return ended(session.start(new ProcessBuilder(command).redirectErrorStream(true), mounts.shim()));
    }

    private static String ended(Process process) throws Exception {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static void require(String program) {
        boolean isThere = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(isThere, "SKIPPED: " + program + " is not installed");
    }

    private static String bash(String script) {
        return "cd " + POINT + " && " + script;
    }

    /** Some of everything. */
    private Path provided(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(made.resolve("sub/deep"));
        Files.createDirectories(made.resolve("a/b"));
        Files.createDirectories(made.resolve("e"));
        Files.writeString(made.resolve("sub/deep/x.txt"), "hello\n");
        Files.writeString(made.resolve("a/x.txt"), "0123456789abcdef".repeat(5000));
        Files.writeString(made.resolve("a/b/d"), "d");
        Files.writeString(made.resolve("c"), "c\n");
        Files.writeString(made.resolve("nothing"), "");
        Files.createSymbolicLink(made.resolve("link"), Path.of("sub/deep"));
        Files.createSymbolicLink(made.resolve("a/link"), Path.of("../c"));
        return made;
    }

    /** {@return what is in a folder: kinds, permissions, content and targets, by name} */
    private static Map<String, String> content(Path top) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path file : walk.toList()) {
                String what = Files.isSymbolicLink(file)
                        ? "-> " + Files.readSymbolicLink(file)
                        : Files.isDirectory(file)
                                ? "folder " + Files.getPosixFilePermissions(file)
                                : Files.getPosixFilePermissions(file) + " " + Files.readString(file);
                all.put(top.relativize(file).toString(), what);
            }
        }
        return all;
    }

    @Test
    void programsReadAndWriteAZip() throws Exception {
        try (FileSystem zip = zip()) {
            Files.createDirectories(zip.getPath("/a/b"));
            Files.writeString(zip.getPath("/a/b/hello"), "hello\n");
            Files.writeString(zip.getPath("/top"), "top\n");
            assertThat(mounted(zip.getPath("/"), "cat", POINT + "/a/b/hello")).isEqualTo("hello\n");
            assertThat(mounted(zip.getPath("/"), "bash", "-c", bash("pwd && ls && find . | sort")))
                    .isEqualTo(POINT + "\na\ntop\n.\n./a\n./a/b\n./a/b/hello\n./top\n");
            mounted(
                    zip.getPath("/"),
                    "bash",
                    "-c",
                    bash("mkdir new && echo text >new/file && echo more >>top && rm -r a && mv new/file new/moved"));
            assertThat(Files.readString(zip.getPath("/new/moved"))).isEqualTo("text\n");
            assertThat(Files.readString(zip.getPath("/top"))).isEqualTo("top\nmore\n");
            assertThat(zip.getPath("/a")).doesNotExist();
            assertThat(zip.getPath("/new/file")).doesNotExist();
        }
        assertThat(failures).isEmpty();
    }

    /** Operations that are chosen at random come to the same as in a real folder, and so does what the provider has at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOperationComesToTheSame(int seed) throws Exception {
        require("python3");
        Path plain = provided("plain");
        Path provided = provided("provided");
        String script = PROGRAMS.resolve("operations.py").toString();
        String expected = ended(new ProcessBuilder("python3", script, plain.toString(), Integer.toString(seed), "400")
                        .redirectErrorStream(true)
                        .start())
                .replace(plain.toString(), "P");
        assertThat(mounted(provided, "python3", script, POINT.toString(), Integer.toString(seed), "400")
                        .replace(POINT.toString(), "P"))
                .isEqualTo(expected);
        assertThat(content(provided)).isEqualTo(content(plain));
        assertThat(failures).isEmpty();
    }

    /**
     * Programs that no preloaded library gets into find what is in the folder that they are started in. Seen to print zeros when
     * nobody looked what was executed.
     */
    @Test
    void programsWithoutTheShimReadNoZeros() throws Exception {
        require("cc");
        require("python3");
        Path provided = provided("provided");
        Path program = folder.resolve("static");
        ended(new ProcessBuilder(
                        "cc",
                        "-static",
                        "-o",
                        program.toString(),
                        PROGRAMS.resolve("static.c").toString())
                .redirectErrorStream(true)
                .start());
        String text = Files.readString(provided.resolve("a/x.txt"));
        for (String script : List.of(
                "cd a && exec " + program + " x.txt",
                "cd a && " + program + " x.txt",
                "cd a && env -i /bin/cat x.txt",
                "cd a && env -u LD_PRELOAD cat x.txt",
                "cd a && unset LD_PRELOAD && cat x.txt",
                "cd a && PATH=" + folder + " && static x.txt",
                "ls a >/dev/null; exec 7<a; cd /; " + program + " /proc/self/fd/7/x.txt")) {
            assertThat(mounted(provided, "bash", "-c", bash(script))).as(script).isEqualTo(text);
        }
        assertThat(mounted(
                        provided,
                        "python3",
                        "-c",
                        "import os, subprocess; print(subprocess.check_output(['" + program + "', 'x.txt'], cwd='"
                                + POINT + "/a').decode(), end='')"))
                .isEqualTo(text);
        assertThat(failures).isEmpty();
    }

    /** Only what is needed is asked for: the content of a file that nobody opens is never read. */
    @Test
    void whatIsOnlyLookedAtIsNotRead() throws Exception {
        Path provided = provided("provided");
        Files.delete(provided.resolve("c"));
        Files.createFile(provided.resolve("c"));
        try (RandomAccessFile file = new RandomAccessFile(provided.resolve("c").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThat(mounted(
                        provided, "bash", "-c", bash("ls -l >/dev/null && stat -c %s c && mv a z && ls -R z | wc -l")))
                .startsWith("1099511627776\n");
        assertThat(provided.resolve("z/b/d")).hasContent("d");
        assertThat(provided.resolve("a")).doesNotExist();
        assertThat(failures).isEmpty();
    }

    /**
     * What is emptied when it is opened is not read before. Seen to fail, with the old content in the file system, when such a file
     * was opened as others.
     */
    @Test
    void whatIsEmptiedIsNotRead() throws Exception {
        Path provided = provided("provided");
        for (String name : List.of("c", "a/b/d")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(provided.resolve(name).toFile(), "rw")) {
                file.setLength(1L << 40);
            }
        }
        assertThat(
                        mounted(
                                provided,
                                "bash",
                                "-c",
                                bash(
                                        "echo new > c && cat c && : > a/b/d && stat -c %s a/b/d && echo more >> a/b/d && cat a/b/d")))
                .isEqualTo("new\n0\nmore\n");
        assertThat(provided.resolve("c")).hasSize(4).hasContent("new\n");
        assertThat(provided.resolve("a/b/d")).hasSize(5).hasContent("more\n");
        assertThat(failures).isEmpty();
    }

    @Test
    void whatIsSyncedIsInTheFileSystem() throws Exception {
        require("python3");
        Path provided = provided("provided");
        try (TraceSession session = TraceSession.create(1 << 20);
                Mounts mounts = Mounts.in(session, failures::add)) {
            mounts.add(POINT, provided);
            String script = "import os; f = open('" + POINT
                    + "/new', 'w'); f.write('safe'); f.flush(); os.fsync(f.fileno());"
                    + "print(open('" + provided + "/new').read()); f.write('r'); f.flush(); os.fsync(f.fileno());"
                    + "print(open('" + provided + "/new').read())";
            assertThat(run(session, mounts, "python3", "-c", script)).isEqualTo("safe\nsafer\n");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aNameIsNoPrefix() throws Exception {
        assertThat(mounted(
                        provided("provided"),
                        "bash",
                        "-c",
                        "cat " + POINT + "2/c " + POINT + ".x 2>&1 | grep -c 'No such file'; cat " + POINT + "//./c"))
                .isEqualTo("2\nc\n");
    }

    @Test
    void severalAreMountedAndOneInAnother() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(inner.resolve("file"), "inner\n");
        try (TraceSession session = TraceSession.create(1 << 20);
                Mounts mounts = Mounts.in(session, failures::add)) {
            mounts.add(POINT, provided("provided"));
            mounts.add(POINT.resolve("e"), inner);
            assertThat(run(session, mounts, "bash", "-c", bash("cat e/file && cd e && pwd && cat ../c && echo x > y")))
                    .isEqualTo("inner\n" + POINT + "/e\nc\n");
            assertThatThrownBy(() -> mounts.add(POINT, inner)).hasMessageContaining("[SG1001]");
            assertThatThrownBy(() -> mounts.add(POINT.resolve("z"), inner.resolve("file")))
                    .hasMessageContaining("[SG1001]");
        }
        assertThat(inner.resolve("y")).hasContent("x\n");
        assertThat(failures).isEmpty();
    }

    /** What a file system cannot store is there while it is mounted, and somebody learns of it. */
    @Test
    void whatCannotBeStoredIsSaid() throws Exception {
        try (FileSystem zip = zip()) {
            assertThat(mounted(zip.getPath("/"), "bash", "-c", bash("ln -s x y && readlink y && mkfifo p && ls")))
                    .isEqualTo("x\np\ny\n");
        }
        assertThat(failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasMessageContaining("[SG1005]").hasMessageContaining("symbolic link"));
    }

    /** What has been filled goes on working when the server has ended; what has not is an error, and never zeros. */
    @Test
    void withoutAServerNothingIsMadeUp() throws Exception {
        Path provided = provided("provided");
        Files.writeString(provided.resolve("other"), "other\n");
        List<String> lines = new ArrayList<>();
        try (TraceSession session = TraceSession.create(1 << 20);
                Mounts mounts = Mounts.in(session, failures::add)) {
            mounts.add(POINT, provided);
            Process process = session.start(
                    new ProcessBuilder(
                                    "bash", "-c", bash("cat c; read; cat c; cat other; cat a/x.txt; stat -c %s other"))
                            .redirectErrorStream(true),
                    mounts.shim());
            try (var printed = process.inputReader(StandardCharsets.UTF_8);
                    var input = process.outputWriter(StandardCharsets.UTF_8)) {
                lines.add(printed.readLine());
                Files.delete(session.folder().resolve("mount-server"));
                input.write("go on\n");
                input.flush();
                printed.lines().forEach(lines::add);
            }
            assertThat(process.waitFor()).isZero();
        }
        assertThat(lines)
                .containsExactly("c", "c", "cat: other: Input/output error", "cat: a/x.txt: Input/output error", "6");
        assertThat(Files.isSymbolicLink(provided.resolve("link"))).isTrue();
        assertThat(Files.exists(provided.resolve("a/x.txt"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }
}

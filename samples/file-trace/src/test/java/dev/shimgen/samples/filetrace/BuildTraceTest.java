package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.runtime.session.TraceSession;
import dev.shimgen.samples.filetrace.Dependencies.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build's files and commands, beside what bear(1) and strace(1) say of the same project. */
final class BuildTraceTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path libraries;

    private Path work;

    private BuildTrace trace(List<String> command) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            List<String> words = new ArrayList<>(command);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().clear();
            builder.environment().putAll(Preload.plain(folder));
            BuildTrace trace = new BuildTrace(work, Program.PATH);
            Process process;
            if (command.get(0).equals("strace")) {
                // The program is traced, and not strace.
                session.environment().forEach((name, value) -> words.addAll(1, List.of("-E", name + "=" + value)));
                words.addAll(1, List.of("-E", "LD_PRELOAD=" + Preload.library(libraries)));
                process = builder.start();
            } else {
                process = session.start(builder, Preload.library(libraries));
            }
            int status = session.follow(process, trace::accept);
            assertThat(status).as(Files.readString(folder.resolve("output"))).isZero();
            assertThat(session.lost()).isZero();
            assertThat(session.torn()).isZero();
            return trace;
        }
    }

    /** Why bear's arguments are others. */
    private enum OfBear {
        /** What is read by make, or by the linker, is no matter of how the source is understood. */
        LEFT_OUT;

        private static final Set<String> ALONE = Set.of("-MMD", "-MD", "-MP", "-lm", "-Wl,-s");
        private static final Set<String> WITH_NEXT = Set.of("-MF", "-MT", "-MQ");

        /** {@return our arguments without those that bear leaves out} */
        static List<String> leaveOut(List<String> arguments) {
            List<String> rest = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                if (WITH_NEXT.contains(arguments.get(i))) {
                    i++;
                } else if (!ALONE.contains(arguments.get(i))) {
                    rest.add(arguments.get(i));
                }
            }
            return rest;
        }
    }

    /** The order of arguments is not compared: bear puts the source behind all others. */
    private static List<String> comparable(List<CompileCommands.Entry> entries) {
        return entries.stream()
                .map(entry -> {
                    List<String> arguments = new ArrayList<>(OfBear.leaveOut(entry.arguments()));
                    Collections.sort(arguments);
                    return entry.directory() + " | " + entry.file() + " | "
                            + entry.output().orElse("-") + " | " + arguments;
                })
                .sorted()
                .toList();
    }

    @Test
    void compileCommandsAreThoseOfBear() throws Exception {
        for (String tool : List.of("bear", "make", "gcc", "g++")) {
            Program.assumeInstalled(tool);
        }
        work = SmallProject.make(folder.resolve("a project"));
        BuildTrace trace = trace(List.of("make", "-j2"));
        CompileCommands ours = trace.compileCommands();
        assertThat(ours.cut()).isEmpty();
        assertThat(JsonWords.entries(ours.json())).isEqualTo(ours.entries());

        Path other = folder.resolve("bear.json");
        Files.move(work, folder.resolve("built"));
        SmallProject.make(work);
        Run bear =
                Run.of(List.of("bear", "--output", other.toString(), "--", "make", "-j2"), work, Preload.plain(folder));
        assertThat(bear.status()).as(bear.describe()).isZero();
        assertThat(String.join("\n", comparable(ours.entries())))
                .isEqualTo(String.join("\n", comparable(JsonWords.entries(Files.readString(other)))));
        assertThat(ours.entries()).hasSize(10);
        assertThat(ours.entries()).anySatisfy(entry -> {
            assertThat(entry.file()).isEqualTo(work.resolve("src/main.c").toString());
            assertThat(entry.arguments())
                    .containsExactly(
                            "/usr/bin/gcc",
                            "-O1",
                            "-Wall",
                            "-I",
                            "inc1",
                            "-I",
                            "inc2",
                            "-include",
                            "inc2/forced.h",
                            "-DNAME=\"a \\ b\"",
                            "-MMD",
                            "-MF",
                            "src/main.d",
                            "-c",
                            "-o",
                            "src/main.o",
                            "src/main.c");
        });
    }

    /** Why only strace sees a file. */
    private enum OfStrace {
        /** Make itself is run by strace. */
        FIRST_PROGRAM {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                return file.equals("/usr/bin/make") && seen.calls().equals(Set.of("execve"));
            }
        },

        /** Our library joins the session. */
        OWN {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                return file.matches("/.*/shimgen-[^/]*/pool|/proc/self/ns/pid");
            }
        },

        /** It looks for libraries, and loads them, with its own copies of libc's functions: ld.so(8), also in a {@code RUNPATH}. */
        DYNAMIC_LINKER {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                return file.matches("/etc/ld\\.so\\.(cache|preload)|/.*\\.so(\\.\\d+)*|(/usr)?/lib/lib(/.*)?");
            }
        },

        /** {@code realpath(3)} asks of each part of a name whether it is a link, and so on with what it finds. */
        PARTS_OF_A_NAME {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                return seen.calls().equals(Set.of("readlink"));
            }
        },

        /** {@code execvp(3)} tries one folder of {@code PATH} after the other. */
        SEARCH_OF_PATH {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                String name = file.substring(file.lastIndexOf('/') + 1);
                return seen.kind() == Kind.MISSING
                        && seen.calls().equals(Set.of("execve"))
                        && Stream.of(Program.PATH.split(":")).anyMatch(folder -> file.equals(folder + "/" + name));
            }
        },

        /** {@code setlocale(3)} and {@code iconv(3)} read their files by libc's own functions. */
        LOCALE {
            @Override
            boolean explains(String file, KernelFiles.Seen seen) {
                return file.matches("/usr/lib/locale/.*|/usr/share/locale/.*|/usr/lib/(.*/)?gconv/.*");
            }
        };

        abstract boolean explains(String file, KernelFiles.Seen seen);

        static boolean any(String file, KernelFiles.Seen seen) {
            return Stream.of(values()).anyMatch(reason -> reason.explains(file, seen));
        }
    }

    @Test
    void filesAreThoseOfStrace() throws Exception {
        for (String tool : List.of("strace", "make", "gcc", "g++")) {
            Program.assumeInstalled(tool);
        }
        work = SmallProject.make(folder.resolve("a project"));
        Path logs = Files.createDirectory(folder.resolve("logs"));
        BuildTrace trace = trace(List.of(
                "strace",
                "-ff",
                "-qq",
                "-y",
                "-ttt",
                "-s",
                "65536",
                "-e",
                "signal=none",
                "-e",
                "trace=%file,%process,fchdir",
                "-o",
                logs.resolve("strace").toString(),
                "--",
                "make",
                "-j2"));
        Map<String, KernelFiles.Seen> kernels = KernelFiles.read(logs, work);
        Map<String, Kind> ours = new TreeMap<>();
        Dependencies dependencies = trace.dependencies();
        for (Kind kind : Kind.values()) {
            dependencies.of(kind).forEach(file -> ours.put(file, kind));
        }

        List<String> unexplained = new ArrayList<>();
        ours.forEach((file, kind) -> {
            KernelFiles.Seen seen = kernels.get(file);
            if (seen == null || (seen.kind() != kind && !isLoaded(file, seen))) {
                unexplained.add(file + ": " + kind + ", and by strace " + seen);
            }
        });
        kernels.forEach((file, seen) -> {
            if (!ours.containsKey(file) && !OfStrace.any(file, seen)) {
                unexplained.add(file + ": by strace alone, " + seen);
            }
        });
        assertThat(unexplained).isEmpty();
        assertThat(below(dependencies.of(Kind.READ)))
                .contains(
                        "Makefile",
                        "src/main.c",
                        "src/with space.c",
                        "inc2/shared.h",
                        "inc2/forced.h",
                        "gen/make.sh",
                        "sub/other.c",
                        "options")
                .doesNotContain("gen/table.c", "src/main.o", "inc1/unused.h");
        assertThat(below(dependencies.of(Kind.MISSING)))
                .contains("inc1/shared.h", "src/shared.h")
                .doesNotContain("lib", "src/main.o");
        assertThat(below(dependencies.of(Kind.WRITTEN)))
                .contains("program", "lib/libone.a", "lib", "gen/table.c", "src/main.d", "sub/other.o", "plus");
        assertThat(below(dependencies.of(Kind.TEMPORARY))).contains("gen/table.c.new");
        assertThat(new HashSet<>(below(dependencies.of(Kind.PROBED)))).contains("inc1", "inc2");
    }

    /**
     * Names that are no whole paths: after chdir and fchdir, in children of fork and of vfork, below descriptors that were opened
     * elsewhere, copied, and inherited. Seen to fail without each of chdir, fchdir, fork and open, and with a descriptor that nobody
     * knows.
     */
    @Test
    void relativeNamesAreFollowed() throws Exception {
        Program.assumeInstalled("python3");
        work = Files.createDirectory(folder.resolve("work"));
        for (String name : List.of("one/deep", "two", "three/four")) {
            Files.createDirectories(work.resolve(name));
        }
        BuildTrace trace = trace(List.of("python3", "-c", """
                import fcntl, os, subprocess
                def make(name, **where): os.close(os.open(name, os.O_WRONLY | os.O_CREAT, 0o600, **where))
                make('start')
                os.chdir('one'); make('in-one')
                two = os.open('../two', os.O_RDONLY)
                copy = fcntl.fcntl(two, fcntl.F_DUPFD, 20); os.close(two)
                os.chdir('deep'); make('below', dir_fd=copy); make('in-deep')
                subprocess.run(['touch', 'by-vfork'], cwd='../../three', check=True)
                make('still-in-deep')
                child = os.fork()
                if child == 0:
                    make('by-fork'); os.fchdir(copy); make('by-fchdir')
                    subprocess.run(['sh', '-c', 'cd ../three/four; touch by-shell; (cd ..; : > by-subshell); : > again'], check=True)
                    os._exit(0)
                os.waitpid(child, 0)
                os.posix_spawn('/usr/bin/touch', ['touch', './../deep/spawned'], os.environ)
                os.waitpid(-1, 0)
                try: os.stat('below-what', dir_fd=0) # /dev/null, which nobody saw being opened
                except NotADirectoryError: pass
                os.rename('../in-one', '../renamed')
                for i in range(20):
                    child = os.fork()
                    os.chdir('.' if child == 0 else '../../two')
                    if child == 0:
                        make('late-%d' % i)
                        os._exit(0)
                    os.waitpid(child, 0)
                    os.chdir('../one/deep')
                """));
        assertThat(below(trace.dependencies().of(Kind.WRITTEN)))
                .contains(
                        "start",
                        "two/below",
                        "one/deep/in-deep",
                        "three/by-vfork",
                        "one/deep/still-in-deep",
                        "one/deep/by-fork",
                        "two/by-fchdir",
                        "three/four/by-shell",
                        "three/by-subshell",
                        "three/four/again",
                        "one/deep/spawned",
                        "one/renamed")
                .doesNotContain("one/in-one");
        assertThat(below(trace.dependencies().of(Kind.WRITTEN)).stream()
                        .filter(file -> file.startsWith("one/deep/late-")))
                .hasSize(20);
        for (String file : below(trace.dependencies().of(Kind.WRITTEN))) {
            assertThat(work.resolve(file)).exists();
        }
    }

    /** A library that we know to be looked at, and the dynamic linker opens. */
    private static boolean isLoaded(String file, KernelFiles.Seen seen) {
        return seen.kind() == Kind.READ && OfStrace.DYNAMIC_LINKER.explains(file, seen);
    }

    /** {@return names of files of the project, as the project has them} */
    private List<String> below(List<String> files) {
        return files.stream()
                .filter(file -> file.startsWith(work + "/"))
                .map(file -> file.substring(work.toString().length() + 1))
                .toList();
    }
}

package dev.shimgen.samples.filetrace;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real program and what it shall do in a {@link Workspace}; nothing in its output depends on time, folder or process.
 *
 * @param label for the test report
 * @param command the program and its arguments
 */
record Program(String label, List<String> command) {

    /** One PATH for all, so that a test does not depend on who runs it. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    static Stream<Program> all() {
        return Stream.of(
                of("ls", "-lR", "--time-style=+%Y", "--ignore=link", "."),
                of("cp", "-av", "tree", "copy"),
                of("mv", "-v", "tree", "moved"),
                of("mkdir", "-pv", "new/folder/below"),
                of("stat", "-c", "%n %s %F %a %Y", "a.txt", "link", "tree", "missing"),
                of("find", ".", "-name", "*.txt", "-newermt", "2019-01-01", "-size", "-5"),
                of("tar", "-cvf", "out.tar", "tree", "a.txt", "link"),
                of("sed", "-i.bak", "-e", "s/alpha/omega/;w written.txt", "a.txt"),
                of("id"),
                of("install", "-v", "-D", "-m", "750", "a.txt", "deep/new/file"),
                of("head", "-c", "3", "a.txt"),
                of("passwd", "--help"),
                of(
                        "bash",
                        "-c",
                        "cd tree && for f in *; do [ -d \"$f\" ] && echo \"$f\"; done; cat ../a.txt | wc -l > count;"
                                + " cat count missing; exec 7>seven; echo 7 >&7; (exit 3)"),
                of("python3", "-c", """
                        import os, sys, glob, shutil, subprocess, tempfile, module
                        print(module.answer, sorted(os.listdir('.')), sorted(glob.glob('*/*.txt')))
                        shutil.copytree('tree', 'python'); os.rename('python', 'snake')
                        with tempfile.NamedTemporaryFile(dir='.') as f: print(os.path.getsize(f.name))
                        print(subprocess.run(['cat', 'b.txt'], capture_output=True).stdout)
                        print(os.path.realpath('link') == os.path.abspath('a.txt'), os.path.exists('missing'))
                        sys.exit(4)
                        """),
                of(
                        "perl",
                        "-MFile::Find",
                        "-MFile::Copy",
                        "-e",
                        "find(sub { push @f, $File::Find::name if -f }, 'tree'); print join(',', sort @f), \"\\n\";"
                                + " copy('a.txt', 'p.txt'); rename 'p.txt', 'q.txt'; print -s 'q.txt', `cat b.txt`; unlink 'q.txt'; exit 5"),
                new Program(
                        "git",
                        List.of(
                                "sh",
                                "-c",
                                "git init -q -b main . && git add a.txt tree && git commit -q -m first"
                                        + " && echo more >> a.txt && git status --short && git log --stat && git diff")),
                new Program("gcc", List.of("sh", "-c", "gcc -O1 -Wall -o hello hello.c && ./hello; gcc missing.c")));
    }

    private static Program of(String... command) {
        return new Program(command[0], List.of(command));
    }

    /** Skips the test, saying why, if a tool is not on this machine. */
    static void assumeInstalled(String tool) {
        if (find(tool).isEmpty()) {
            System.out.println("SKIPPED: no " + tool + " on this machine");
            abort("no " + tool + " on this machine");
        }
    }

    /** {@return where in {@link #PATH} a tool is; {@code ProcessBuilder} would look along the PATH of this process} */
    static Optional<Path> find(String tool) {
        return Stream.of(PATH.split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String toString() {
        return label;
    }
}

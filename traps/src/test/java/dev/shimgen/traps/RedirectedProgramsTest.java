package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real programs in a folder that is not there, {@code /trap-p}, and in the folder that it stands for: they print the same, but for the
 * names, and leave the same.
 */
final class RedirectedProgramsTest {

    private static final Path SHIM = Path.of("target/shimgen/libredirected.so").toAbsolutePath();
    private static final String FROM = "/trap-p";
    private static final int SECONDS = 180;

    @TempDir
    private Path folder;

    private Path shim;

    @BeforeEach
    void copyShim() throws IOException {
        shim = Files.copy(SHIM, folder.resolve("libredirected.so"));
    }

    /** Runs a script in the real folder, and in another one like it by the name that stands for it. */
    private void expectTheSame(String script) throws Exception {
        Path real = Files.createDirectories(folder.resolve("real").resolve("tree"));
        Path redirected = Files.createDirectories(folder.resolve("twin").resolve("tree"));
        fill(real);
        fill(redirected);
        String expected = run(script, real.toString(), null);
        String found = run(script, FROM, redirected);
        assertThat(found).as(script).isEqualTo(expected.replace(real.toString(), FROM));
        assertThat(found).as("the real name of the folder").doesNotContain(redirected.toString());
        assertThat(content(redirected)).as("what %s has left", script).isEqualTo(content(real));
    }

    private static void fill(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("sub"));
        Files.writeString(tree.resolve("hello.c"), """
                #include "sub/hello.h"
                int main(void) { return puts(HELLO) < 0; }
                """);
        Files.writeString(tree.resolve("sub/hello.h"), "#include <stdio.h>\n#define HELLO \"hello\"\n");
        Files.writeString(tree.resolve("Makefile"), "all: ; @echo $(CURDIR) $(wildcard $(CURDIR)/sub/*)\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub/hello.h"));
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                if (!Files.isSymbolicLink(file)) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
                }
            }
        }
    }

    private String run(String script, String tree, Path to) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "cd \"$TREE\" || exit\n" + script)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().put("TREE", tree);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("HOME", tree);
        builder.environment().put("TMPDIR", "/tmp");
        builder.environment().remove("SHIMGEN_TRACE");
        if (to != null) {
            builder.environment().put("LD_PRELOAD", shim.toString());
            builder.environment().put("SHIMGEN_REDIRECT", FROM + "=" + to.toRealPath());
        }
        Path output = folder.resolve("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(script + " hangs");
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1) + "status " + process.exitValue() + "\n";
    }

    /** The names of files, and what is in those that are text. */
    private static String content(Path tree) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().contains("/.git/")) {
                    continue;
                }
                content.append(tree.relativize(file));
                if (Files.isSymbolicLink(file)) {
                    content.append(" -> ").append(Files.readSymbolicLink(file));
                } else if (Files.isRegularFile(file) && file.toString().matches(".*\\.(c|h|txt|d)")) {
                    content.append(": ").append(Files.readString(file).replace(tree.toString(), FROM));
                }
                content.append('\n');
            }
        }
        return content.toString();
    }

    /** Seen to fail with readlink that is not mapped back: "readlink /proc/$$/cwd" prints the real name. */
    @Test
    void shellsAndTheirTools() throws Exception {
        expectTheSame("""
                pwd; pwd -P; /bin/pwd; ls; ls -R "$TREE"; ls -l --time-style=+ "$TREE/link"; cat "$TREE/hello.c" sub/hello.h
                readlink -f link; realpath sub/..; readlink "/proc/$$/cwd"; stat -c '%N %s' "$TREE"/*; cd sub; pwd; cat ../link
                ls -d "$TREE"/../"${TREE##*/}"/sub | wc -l; cd ..; test -e nothing || echo no; cat nothing "$TREE/nothing"
                """);
    }

    @Test
    void whatChangesFiles() throws Exception {
        expectTheSame("""
                sed -i 's/hello/goodbye/' "$TREE/sub/hello.h"; cat sub/hello.h; cp -a "$TREE/sub" "$TREE/copy"; mv copy "$TREE/moved"
                ln -s "$TREE/hello.c" absolute; cat absolute; readlink absolute; cat "$TREE/absolute"; rm -r "$TREE/moved"
                mkdir -p "$TREE/a/b/c"; touch a/b/c/x.txt; find "$TREE" -name '*.txt'; find . -type d | sort; rm absolute
                f=$(mktemp "$TREE/tXXXXXX"); test -f "$f" && rm "$f"; echo "${f%/*}"
                """);
    }

    @Test
    void archives() throws Exception {
        Under.require("tar", "tar is not installed");
        expectTheSame("""
                tar -cf "$TREE/all.tar" -C "$TREE" sub link hello.c; tar -tf all.tar; mkdir out; tar -xf "$TREE/all.tar" -C "$TREE/out"
                ls -l --time-style=+ out out/sub | grep -v ^total; rm all.tar
                """);
    }

    @Test
    void rsync() throws Exception {
        Under.require("rsync", "rsync is not installed");
        expectTheSame("rsync -a \"$TREE/sub\" \"$TREE/copy\"; ls -R copy");
    }

    @Test
    void git() throws Exception {
        Under.require("git", "git is not installed");
        expectTheSame("""
                export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_DATE='1600000000 +0000' GIT_COMMITTER_DATE='1600000000 +0000'
                git init -q -b main "$TREE"; git config user.name x; git config user.email x@example.org
                git add .; git status --short; git commit -q -m first; git log --stat; echo more >> hello.c; git diff
                git -C "$TREE/sub" status; git rev-parse --show-toplevel; rm -rf .git
                """);
    }

    @Test
    void compilers() throws Exception {
        Under.require("gcc", "gcc is not installed");
        expectTheSame("""
                gcc -MD -o "$TREE/hello" "$TREE/hello.c" && "$TREE/hello" && ./hello; rm hello
                gcc -E sub/../hello.c | grep '^# .*hello'; gcc -c "$TREE/none.c"; rm -f *.d
                """);
    }

    @Test
    void make() throws Exception {
        Under.require("make", "make is not installed");
        expectTheSame("make; make -C \"$TREE\"; make -f \"$TREE/Makefile\"");
    }

    @Test
    void python() throws Exception {
        Under.require("python3", "python3 is not installed");
        expectTheSame("""
                printf 'import os, sys, subprocess\\nprint(__file__, sys.argv, sys.path[0], os.getcwd(), os.path.realpath("link"))\\n' > p.txt
                cp p.txt "$TREE/sub/p.py"; python3 "$TREE/sub/p.py" 1; printf '#!/usr/bin/env python3\\n' | cat - p.txt > run; chmod +x run
                "$TREE/run" 2; ./run 3; PATH="$TREE:$PATH" run 4
                python3 -c 'import os; print(sorted(os.listdir(os.environ["TREE"])), os.path.dirname(next(os.scandir(os.environ["TREE"])).path))'
                python3 -c 'import subprocess, os; print(subprocess.run([os.environ["TREE"] + "/run"], capture_output=True).stdout)'
                rm -rf run p.txt sub/p.py sub/__pycache__
                """);
    }

    @Test
    void java() throws Exception {
        Under.require("java", "java is not installed");
        expectTheSame("""
                printf 'class P { public static void main(String[] a) throws Exception { java.nio.file.Path p = java.nio.file.Path.of(a[0]);
                System.out.println(p.toRealPath() + " " + System.getProperty("user.dir") + " " + java.nio.file.Files.readString(p));
                System.out.println(new java.io.File("sub").getCanonicalPath()); } }' > P.java
                java -Xshare:auto -XX:TieredStopAtLevel=1 "$TREE/P.java" "$TREE/link"; rm P.java
                """);
    }
}

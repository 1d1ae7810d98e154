package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a shell script that takes jextract's options and replays a recording, or misbehaves. */
public final class FakeJextract {

    private FakeJextract() {}

    /** What the script does after it has read its options. */
    public enum Mode {
        /** Copies the recording. */
        REPLAY(""),
        CRASH("""
                echo 'fatal: Unexpected exception java.lang.IllegalStateException: Not a layout' >&2
                printf '\\tat org.openjdk.jextract.impl.TypeMaker.make(TypeMaker.java:99)\\n' >&2
                exit 5
                """),
        HANG("sleep 600\n"),
        /** Ends well, and leaves nothing behind. */
        SILENT("echo 'nothing to do'; exit 0\n"),
        NONSENSE("""
                [ -n "$dump" ] && echo '<html>404</html>' > "$dump"
                [ -n "$output" ] && echo '<html>404</html>' > "$output/page.java"
                exit 0
                """),
        /** Lists a function of which generation says nothing. */
        OMIT("omit=yes\n"),
        /** No header parses unless libc's stand before it. */
        NEEDS_LIBC("""
                if ! grep -q '<sys/stat.h>' "$header"; then
                    echo "own.h:3:12: error: unknown type name 'mode_t'" >&2
                    echo "own.h:4:12: error: unknown type name 'dev_t'" >&2
                    exit 4
                fi
                """),
        /** The author's header never parses. */
        HEADER_ERROR("""
                if grep -q '<own.h>' "$header"; then
                    echo "stdio.h:850:8: warning: Skipping obstack (type Declared(obstack) is not supported)" >&2
                    echo "own.h:3:12: error: expected ';' after struct" >&2
                    exit 4
                fi
                """);

        private final String script;

        Mode(String script) {
            this.script = script;
        }
    }

    /**
     * Installs the script, with the small recording.
     *
     * @param home where; the program is {@code bin/jextract} in it, as in a real jextract
     * @return the program; the umbrellas that it has read are appended to {@code umbrellas} beside it
     */
    public static Path install(Path home, Mode mode) throws IOException {
        return install(home, mode, Goldens.folder("recordings/small"));
    }

    /**
     * Installs the script.
     *
     * @param home where
     * @param recording a folder with {@code bindings/}, {@code includes.txt} and {@code warnings.txt}
     * @return the program
     */
    static Path install(Path home, Mode mode, Path recording) throws IOException {
        Path program = home.resolve("bin/jextract");
        Files.createDirectories(program.getParent());
        Files.writeString(program, """
                #!/bin/sh
                set -e
                recording='%s'
                dump= output= header= omit=
                while [ $# -gt 0 ]; do
                    case $1 in
                        --dump-includes) dump=$2; shift 2 ;;
                        --output) output=$2; shift 2 ;;
                        -t | -I | --header-class-name) shift 2 ;;
                        -*) echo "error: invalid option: $1" >&2; exit 2 ;;
                        *) header=$1; shift ;;
                    esac
                done
                [ -f "$header" ] || { echo "error: cannot read header file: $header" >&2; exit 3; }
                cat "$header" >> "$(dirname "$0")/umbrellas"
                cat compile_flags.txt >> "$(dirname "$0")/flags"
                %s
                if [ -n "$dump" ]; then
                    grep -v umbrella.h "$recording/includes.txt" > "$dump"
                    if [ -n "$omit" ]; then
                        echo '--include-function ghost # header: /usr/include/unistd.h' >> "$dump"
                    fi
                else
                    cp -r "$recording/bindings/." "$output"
                    cat "$recording/warnings.txt" >&2
                fi
                """.formatted(recording, mode.script));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** {@return the options for libclang that the program found in the folders it ran in} */
    public static String compileFlags(Path program) throws IOException {
        return Files.readString(program.resolveSibling("flags"));
    }

    /** {@return what the program has been given to read so far} */
    public static String umbrellas(Path program) throws IOException {
        return Files.readString(program.resolveSibling("umbrellas"));
    }
}

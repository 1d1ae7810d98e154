package dev.shimgen.traps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A platform beside this machine's own: how its programs are made and run here. */
enum ForeignPlatform {
    AARCH64("aarch64-linux-gnu", "aarch64-linux-gnu-gcc") {
        @Override
        List<String> command(Path program, Path shim) {
            // LD_PRELOAD is the program's, not qemu's.
            return List.of("qemu-aarch64", "-L", "/usr/" + triplet(), "-E", "LD_PRELOAD=" + shim, program.toString());
        }

        @Override
        Optional<String> obstacle() {
            return starts("qemu-aarch64", "--version")
                    ? Optional.empty()
                    : Optional.of("no qemu-aarch64; Debian has it in the package qemu-user");
        }
    },

    /** The cross compiler's libc is not where its programs look for it, unless that is said. */
    I386(
            "i386-linux-gnu",
            "i686-linux-gnu-gcc",
            "-Wl,--dynamic-linker=/usr/i686-linux-gnu/lib/ld-linux.so.2",
            "-Wl,-rpath,/usr/i686-linux-gnu/lib") {
        @Override
        List<String> command(Path program, Path shim) {
            return runsHere()
                    ? List.of("env", "LD_PRELOAD=" + shim, program.toString())
                    : List.of("qemu-i386", "-E", "LD_PRELOAD=" + shim, program.toString());
        }

        @Override
        Optional<String> obstacle() {
            return runsHere() || starts("qemu-i386", "--version")
                    ? Optional.empty()
                    : Optional.of(
                            "this machine runs no i386 programs and has no qemu-i386; Debian has it in the package"
                                    + " qemu-user");
        }

        private boolean runsHere() {
            return starts("/usr/i686-linux-gnu/lib/ld-linux.so.2", "--version");
        }
    },

    MUSL("x86_64-linux-musl", "musl-gcc") {
        @Override
        List<String> command(Path program, Path shim) {
            return List.of("env", "LD_PRELOAD=" + shim, program.toString());
        }

        @Override
        Optional<String> obstacle() {
            return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                    ? Optional.empty()
                    : Optional.of("no /lib/ld-musl-x86_64.so.1; Debian has it in the package musl");
        }
    };

    private final String triplet;
    private final String compiler;
    private final String options;

    ForeignPlatform(String triplet, String compiler, String... options) {
        this.triplet = triplet;
        this.compiler = compiler;
        this.options = String.join(" ", options);
    }

    /** {@return its name, as {@code shimgen.target} has it} */
    String triplet() {
        return triplet;
    }

    /** {@return what compiles its programs} */
    List<String> compiler() {
        List<String> command = new ArrayList<>(List.of(compiler));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        return command;
    }

    /** {@return a command that runs a program under a shim} */
    abstract List<String> command(Path program, Path shim);

    /** {@return why none can be run here, if so} */
    abstract Optional<String> obstacle();

    @Override
    public String toString() {
        return triplet;
    }

    private static boolean starts(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

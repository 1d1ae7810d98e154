package dev.shimgen.traps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A platform other than this machine's: how its programs are compiled and run here. */
enum ForeignPlatform {
    AARCH64("aarch64-linux-gnu", "aarch64-linux-gnu-gcc") {
        @Override
        List<String> starter(Path shim) {
            return emulated(shim);
        }

        @Override
        Optional<String> emulator() {
            return Optional.of("qemu-aarch64 -L /usr/" + triplet());
        }

        @Override
        Optional<String> obstacle() {
            return starts("qemu-aarch64", "--version")
                    ? Optional.empty()
                    : Optional.of("no qemu-aarch64; Debian has it in the package qemu-user");
        }
    },

    /** Its programs are told where the cross compiler's libc is: they do not look there by themselves. */
    I386(
            "i386-linux-gnu",
            "i686-linux-gnu-gcc",
            "-Wl,--dynamic-linker=/usr/i686-linux-gnu/lib/ld-linux.so.2",
            "-Wl,-rpath,/usr/i686-linux-gnu/lib") {
        @Override
        List<String> starter(Path shim) {
            return emulator().isPresent() ? emulated(shim) : super.starter(shim);
        }

        @Override
        Optional<String> emulator() {
            return starts("/usr/i686-linux-gnu/lib/ld-linux.so.2", "--version")
                    ? Optional.empty()
                    : Optional.of("qemu-i386");
        }

        @Override
        Optional<String> obstacle() {
            return emulator().isEmpty() || starts("qemu-i386", "--version")
                    ? Optional.empty()
                    : Optional.of(
                            "this machine runs no i386 programs and has no qemu-i386; Debian has it in the package"
                                    + " qemu-user");
        }
    },

    MUSL("x86_64-linux-musl", "musl-gcc") {
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

    /** {@return its name, as {@code shimgen.target} takes it} */
    String triplet() {
        return triplet;
    }

    /** {@return the command that compiles its programs} */
    List<String> compiler() {
        List<String> command = new ArrayList<>(List.of(compiler));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        return command;
    }

    /** {@return the words that run a program under a shim when they precede it} */
    List<String> starter(Path shim) {
        return List.of("env", "LD_PRELOAD=" + shim);
    }

    /** {@return the command, with options, that runs its programs, if this machine's kernel cannot} */
    Optional<String> emulator() {
        return Optional.empty();
    }

    /**
     * {@return the names under which programs are left out: the platform's, and that of the emulator if one is used}
     */
    List<String> leavesOutAs() {
        return Stream.concat(Stream.of(triplet), emulator().stream().map(command -> command.split(" ", 2)[0]))
                .toList();
    }

    /** {@return why its programs cannot be run here; empty if they can} */
    abstract Optional<String> obstacle();

    @Override
    public String toString() {
        return triplet;
    }

    /** Sets LD_PRELOAD for the program, not for the emulator: qemu-user's option -E. */
    List<String> emulated(Path shim) {
        List<String> words = new ArrayList<>(List.of(emulator().orElseThrow().split(" ", -1)));
        words.addAll(List.of("-E", "LD_PRELOAD=" + shim));
        return words;
    }

    private static boolean starts(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " hangs");
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which compiler a target gets. The compilers are scripts that answer the questions that are asked of them. */
class TargetCompilerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The macros of a 64-bit x86 and of glibc. */
    private static final String X86_64 = "shimgen_macros_are __ILP32__ 2 36 1 __i386__ __aarch64__";

    private static final String I386 = "shimgen_macros_are __ILP32__ 2 36 __x86_64__ 1 __aarch64__";
    private static final String AARCH64 = "shimgen_macros_are __ILP32__ 2 36 __x86_64__ __i386__ 1";

    @TempDir
    private Path folder;

    /** A compiler with a libc.so.6 beside it. */
    private Path compiler(String name, String machine, String macros) throws IOException {
        Path libc = Files.createDirectories(folder.resolve("lib")).resolve("libc.so.6");
        Files.writeString(libc, "");
        return script(
                name,
                "case \"$*\" in\n*-dumpmachine*) echo " + machine + ";;\n*-print-file-name=*) echo " + libc
                        + ";;\n*) cat > /dev/null; echo " + macros + ";;\nesac");
    }

    private Path script(String name, String body) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private CCompilerLocator with(Map<String, String> more) {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("PATH", folder.resolve("bin").toString());
        return new CCompilerLocator(environment, LIMIT);
    }

    @Test
    void theTargetsOwnCompilerIsFound() throws Exception {
        compiler("cc", "x86_64-linux-gnu", X86_64);
        Path cross = compiler("aarch64-linux-gnu-gcc", "aarch64-linux-gnu", AARCH64);
        CCompiler found = with(Map.of()).locate(null, "aarch64-linux-gnu");
        assertThat(found.describe()).isEqualTo(cross.toString());
        assertThat(found.targetTriplet()).isEqualTo("aarch64-linux-gnu");
    }

    @Test
    void withoutATargetTheMachinesCompilerIsFound() throws Exception {
        Path cc = compiler("cc", "x86_64-linux-gnu", X86_64);
        compiler("aarch64-linux-gnu-gcc", "aarch64-linux-gnu", AARCH64);
        assertThat(with(Map.of()).locate(null, null).describe()).isEqualTo(cc.toString());
        assertThat(with(Map.of()).locate(null, " ").describe()).isEqualTo(cc.toString());
    }

    @Test
    void anOptionMakesItTheCompilerOfAnotherPlatform() throws Exception {
        Path gcc = script("gcc", "echo unused");
        compiler(
                "gcc",
                "x86_64-linux-gnu",
                "$(case \"$*\" in *-m32*) echo " + I386 + ";; *) echo " + X86_64 + ";; esac)");
        CCompiler found = with(Map.of()).locate(null, "i386-linux-gnu");
        assertThat(found.command()).containsExactly(gcc.toString(), "-m32");
        assertThat(found.targetTriplet()).isEqualTo("i386-linux-gnu");
    }

    @Test
    void theEnvironmentsCompilerIsPassedOverIfItIsForThisMachine() throws Exception {
        Path cc = compiler("cc", "x86_64-linux-gnu", X86_64);
        Path cross = compiler("aarch64-linux-gnu-gcc", "aarch64-linux-gnu", AARCH64);
        Path other = compiler("other", "aarch64-unknown-linux-gnu", AARCH64);
        assertThat(with(Map.of("CC", cc.toString()))
                        .locate(null, "aarch64-linux-gnu")
                        .describe())
                .isEqualTo(cross.toString());
        assertThat(with(Map.of("CC", other.toString()))
                        .locate(null, "aarch64-linux-gnu")
                        .describe())
                .isEqualTo(other.toString());
    }

    /** clang compiles for every machine, but not without its headers. */
    @Test
    void aCompilerWithoutALibraryIsPassedOver() throws Exception {
        script(
                "clang",
                "case \"$*\" in\n*-dumpmachine*) echo aarch64-unknown-linux-gnu;;\n*-print-file-name=*) echo libc.so.6;;\n*)"
                        + " cat > /dev/null; echo " + AARCH64 + ";;\nesac");
        assertThatThrownBy(() -> with(Map.of()).locate(null, "aarch64-linux-gnu"))
                .hasMessageContaining("[SG0408]");
    }

    @ParameterizedTest
    @MethodSource("dev.shimgen.generator.toolchain.Target#all")
    void noCompilerSaysWhichPackagesHaveOne(Target target) throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        assertThatThrownBy(() -> with(Map.of()).locate(null, target.triplet()))
                .isInstanceOf(GenerationException.class)
                .hasMessage("error: [SG0408] no C compiler for " + target.triplet() + ": none of "
                        + target.compilerNames()
                        + " is on PATH and finds the C library of that platform. Debian, Ubuntu: apt-get install "
                        + target.packages() + "; or name one with -Dshimgen.cc=<program>");
    }

    @Test
    void whatTheUserNamesMustCompileForTheTarget() throws Exception {
        Path cc = compiler("cc", "x86_64-linux-gnu", X86_64);
        compiler("aarch64-linux-gnu-gcc", "aarch64-linux-gnu", AARCH64);
        assertThatThrownBy(() -> with(Map.of()).locate(cc.toString(), "aarch64-linux-gnu"))
                .isInstanceOf(GenerationException.class)
                .hasMessage("error: [SG0409] the parameter shimgen.cc names \"" + cc
                        + "\", which compiles for x86_64-linux-gnu, and shimgen.target says aarch64-linux-gnu; leave one of"
                        + " them out. Compilers for that target: "
                        + Target.glibc(Machine.AARCH64).compilerNames());
        assertThat(with(Map.of()).locate(cc.toString(), "x86_64-linux-gnu").describe())
                .isEqualTo(cc.toString());
    }

    @Test
    void anUnknownTargetIsRefusedBeforeACompilerIsLookedFor() {
        assertThatThrownBy(() -> with(Map.of()).locate("/no/such/cc", "vax-linux-gnu"))
                .hasMessageContaining("[SG0407]");
    }
}

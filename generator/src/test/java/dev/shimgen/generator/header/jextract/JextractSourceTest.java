package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.IncludeRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live source with a jextract that replays a recording, and with one that misbehaves. */
class JextractSourceTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeOwnHeader() throws Exception {
        Files.writeString(folder.resolve("own.h"), "#pragma once\n");
    }

    @Test
    void givesTheFactsThatTheRecorderTakesFromTheSameRun() throws Exception {
        HeaderFacts recorded =
                JextractRecording.in(Goldens.folder("recordings/small")).read(PLATFORM, IncludeRoots.of(PLATFORM));

        HeaderFacts live = source(FakeJextract.Mode.REPLAY).read(request());

        assertThat(live.functions()).isEqualTo(recorded.functions()).isNotEmpty();
        assertThat(live.structs()).isEqualTo(recorded.structs()).isNotEmpty();
        assertThat(live.typedefs()).isEqualTo(recorded.typedefs()).isNotEmpty();
        assertThat(live.constants()).isEqualTo(recorded.constants()).isNotEmpty();
        assertThat(live.skipped()).isEqualTo(recorded.skipped()).isNotEmpty();
        assertThat(live.platform()).isEqualTo(PLATFORM);
    }

    @Test
    void asksTheCompilerWhichPublicHeadersReachTheOthers() throws Exception {
        HeaderFacts facts = source(FakeJextract.Mode.REPLAY).read(request());

        assertThat(facts.reachedBy()).containsKey("bits/fcntl-linux.h").doesNotContainKey("unistd.h");
        assertThat(facts.reachedBy().get("bits/fcntl-linux.h")).contains("fcntl.h", "sys/file.h");
    }

    @Test
    void readsLibcAndTheAuthorsHeadersApart() throws Exception {
        JextractSource source = source(FakeJextract.Mode.REPLAY);

        HeaderFacts facts = source.read(request("own.h", "stdio.h"));

        assertThat(facts.publicHeaders()).contains("own.h", "stdio.h", "sys/stat.h");
        String umbrellas = FakeJextract.umbrellas(program());
        assertThat(umbrellas).startsWith("#define _GNU_SOURCE 1\n#include <");
        assertThat(umbrellas)
                .contains("#define _GNU_SOURCE 1\n#include <own.h>\n")
                .contains("#include <stdio.h>\n");
        assertThat(umbrellas.split("<own.h>", -1))
                .as("one dump, one generation")
                .hasSize(3);
    }

    @Test
    void readsAHeaderThatNeedsOthersBehindThem() throws Exception {
        HeaderFacts facts = source(FakeJextract.Mode.NEEDS_LIBC).read(request("own.h"));

        assertThat(facts.publicHeaders()).contains("own.h");
        assertThat(FakeJextract.umbrellas(program())).contains("#include <wordexp.h>\n#include <own.h>\n");
    }

    @Test
    void saysWhatJextractLeftOutWithoutAWord() throws Exception {
        HeaderFacts facts = source(FakeJextract.Mode.OMIT).read(request());

        assertThat(facts.functions()).doesNotContainKey("ghost");
        assertThat(facts.skipped()).containsKey("ghost");
    }

    @Test
    void leavesOutTheCompilersHeadersOfAnInstalledClangForThoseThatJextractBrings() throws Exception {
        source(FakeJextract.Mode.REPLAY).read(request());

        assertThat(FakeJextract.compileFlags(program()))
                .as("a jextract that brings none")
                .startsWith("--target=x86_64-linux-gnu\n-nostdlibinc\n-isystem\n")
                .doesNotContain("-nobuiltininc");

        Path brought = Files.createDirectories(folder.resolve("home/runtime/conf/jextract"));
        Files.writeString(brought.resolve("stdint.h"), "#include_next <stdint.h>\n");
        source(FakeJextract.Mode.REPLAY).read(request());

        assertThat(FakeJextract.compileFlags(program())).contains("-nobuiltininc");
    }

    @Test
    void reportsACrashWithWhatWasPrintedLast() throws Exception {
        Diagnostic error = failure(source(FakeJextract.Mode.CRASH), request());

        assertThat(error.code()).isEqualTo(Code.SG0303);
        assertThat(error.message())
                .contains(program().toString())
                .contains("status 5")
                .contains("IllegalStateException: Not a layout")
                .doesNotContain("TypeMaker.java");
    }

    @Test
    void endsAJextractThatHangs() throws Exception {
        long start = System.nanoTime();
        Diagnostic error = failure(source(FakeJextract.Mode.HANG, Duration.ofSeconds(15)), request());

        assertThat(error.code()).isEqualTo(Code.SG0304);
        assertThat(error.message())
                .contains("15 s")
                .contains("-Dshimgen.timeout")
                .contains("recorded catalogue");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(5));
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().commandLine().orElse("").contains("sleep 600")))
                .as("processes that outlive the limit")
                .isEmpty();
    }

    @Test
    void refusesAProgramThatLeavesNothingBehind() throws Exception {
        Diagnostic error = failure(source(FakeJextract.Mode.SILENT), request());

        assertThat(error.code()).isEqualTo(Code.SG0305);
        assertThat(error.message()).contains("no --dump-includes file");
    }

    @Test
    void refusesNonsense() throws Exception {
        Diagnostic error = failure(source(FakeJextract.Mode.NONSENSE), request());

        assertThat(error.code()).isEqualTo(Code.SG0305);
        assertThat(error.message()).contains("<html>404</html>");
    }

    @Test
    void reportsClangsFirstErrorForAHeaderThatDoesNotParse() throws Exception {
        Diagnostic error = failure(source(FakeJextract.Mode.HEADER_ERROR), request("own.h"));

        assertThat(error.code()).isEqualTo(Code.SG0307);
        assertThat(error.message()).contains("own.h:3:12: error: expected ';' after struct");
    }

    @Test
    void reportsAllHeadersThatAreMissingBeforeItRunsAnything() throws Exception {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> source(FakeJextract.Mode.REPLAY).read(request("missing/one.h", "own.h", "missing/two.h")));

        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0306, Code.SG0306);
        assertThat(failure.diagnostics().get(0).message())
                .contains("<missing/one.h>")
                .contains(folder.toString());
        assertThat(program().resolveSibling("umbrellas")).doesNotExist();
    }

    @Test
    void reportsAProgramThatIsGone() throws Exception {
        Diagnostic error = failure(at(folder.resolve("gone"), Duration.ofSeconds(20)), request());

        assertThat(error.code()).isEqualTo(Code.SG0302);
        assertThat(error.message()).contains("gone").contains("cannot be started");
    }

    private Path program() {
        return folder.resolve("home/bin/jextract");
    }

    private JextractSource source(FakeJextract.Mode mode) throws Exception {
        return source(mode, Duration.ofSeconds(60));
    }

    private JextractSource source(FakeJextract.Mode mode, Duration limit) throws Exception {
        return at(FakeJextract.install(folder.resolve("home"), mode), limit);
    }

    private JextractSource at(Path program, Duration limit) {
        return new JextractSource(new JextractSource.Setup(
                new JextractLocator.Located(program, "test"), PLATFORM, List.of(folder), List.of("cc"), limit));
    }

    private static HeaderRequest request(String... headers) {
        return new HeaderRequest(
                new TreeSet<>(List.of("access", "strtold", "missing")), new TreeSet<>(List.of("O_")), List.of(headers));
    }

    private static Diagnostic failure(JextractSource source, HeaderRequest request) {
        GenerationException failure = catchThrowableOfType(GenerationException.class, () -> source.read(request));
        assertThat(failure).isNotNull();
        assertThat(failure.diagnostics()).hasSize(1);
        return failure.diagnostics().get(0);
    }
}

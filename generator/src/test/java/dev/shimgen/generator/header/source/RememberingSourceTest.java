package dev.shimgen.generator.header.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.jextract.FakeJextract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberingSourceTest {

    @TempDir
    private Path folder;

    private Path memory;

    @BeforeEach
    void writeOwnHeader() throws Exception {
        memory = folder.resolve("memory");
        Files.createDirectory(folder.resolve("include"));
        Files.writeString(folder.resolve("include/own.h"), "#pragma once\n");
    }

    @Test
    void readsTheSameHeadersOnceForAllShimsOfABuild() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.REPLAY);

        HeaderFacts first = source.read(request("access"));
        HeaderFacts second = source.read(request("open"));

        assertThat(second).isSameAs(first);
        assertThat(runs()).isEqualTo(2).as("one dump, one generation");
    }

    @Test
    void doesNotRunJextractAgainInTheNextBuild() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.REPLAY);
        HeaderFacts first = source.read(request("access", "own.h"));
        source.remember();
        int runs = runs();

        HeaderFacts second = source(FakeJextract.Mode.REPLAY).read(request("open", "own.h"));

        assertThat(second).isEqualTo(first);
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void doesNotReadLibcAgainForAnotherShimsHeaders() throws Exception {
        Files.writeString(folder.resolve("include/other.h"), "#pragma once\n");
        HeaderSource source = source(FakeJextract.Mode.REPLAY);

        source.read(request("access"));
        source.read(request("access", "own.h"));
        source.read(request("access", "own.h", "own.h"));
        source.read(request("access", "other.h", "stdio.h"));

        assertThat(runs())
                .as("libc's, own.h, other.h; each a dump and a generation")
                .isEqualTo(6);
    }

    @Test
    void readsNothingAgainThatNeedsOtherHeadersBeforeIt() throws Exception {
        Files.writeString(folder.resolve("include/own.h"), "mode_t own(dev_t device);\n");
        HeaderSource source = source(FakeJextract.Mode.NEEDS_LIBC);
        HeaderFacts first = source.read(request("access", "own.h"));
        source.remember();
        int runs = runs();

        assertThat(source(FakeJextract.Mode.REPLAY).read(request("access", "own.h")))
                .isEqualTo(first);
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void readsOnlyTheAuthorsHeaderAgainWhenItHasChanged() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.REPLAY);
        source.read(request("access", "own.h"));
        source.remember();
        int runs = runs();
        Files.writeString(folder.resolve("include/own.h"), "#pragma once\nint added(void);\n");

        source(FakeJextract.Mode.REPLAY).read(request("access", "own.h"));

        assertThat(runs()).isEqualTo(runs + 2);
    }

    @Test
    void readsAgainWhenAFileThatAHeaderIncludesHasChanged() throws Exception {
        Files.writeString(folder.resolve("include/own.h"), "#include \"inner.h\"\n");
        Files.writeString(folder.resolve("include/inner.h"), "int one(void);\n");
        HeaderSource source = source(FakeJextract.Mode.REPLAY);
        source.read(request("access", "own.h"));
        source.remember();
        int runs = runs();
        Files.writeString(folder.resolve("include/inner.h"), "int two(void);\n");

        source(FakeJextract.Mode.REPLAY).read(request("access", "own.h"));

        assertThat(runs()).isEqualTo(runs + 2);
    }

    @Test
    void readsAgainWithAnotherJextract() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.REPLAY);
        source.read(request("access"));
        source.remember();

        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> source(FakeJextract.Mode.CRASH).read(request("access")));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0303);
    }

    @Test
    void readsAgainWhenWhatWasKeptIsDamaged() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.REPLAY);
        HeaderFacts first = source.read(request("access"));
        source.remember();
        try (Stream<Path> files = Files.list(memory)) {
            for (Path catalogue :
                    files.filter(f -> f.toString().endsWith(".catalogue")).toList()) {
                String text = Files.readString(catalogue);
                Files.writeString(catalogue, text.replace("access", "assess"));
            }
        }

        assertThat(source(FakeJextract.Mode.REPLAY).read(request("access"))).isEqualTo(first);
        assertThat(runs()).isEqualTo(4);
    }

    @Test
    void writesNothingUntilTheRunHasSucceeded() throws Exception {
        source(FakeJextract.Mode.REPLAY).read(request("access"));

        assertThat(memory).doesNotExist();
    }

    @Test
    void doesNotTryTwiceWhatFailed() throws Exception {
        HeaderSource source = source(FakeJextract.Mode.CRASH);

        GenerationException first =
                catchThrowableOfType(GenerationException.class, () -> source.read(request("access")));
        int runs = runs();
        GenerationException second =
                catchThrowableOfType(GenerationException.class, () -> source.read(request("open")));
        source.remember();

        assertThat(second).isSameAs(first);
        assertThat(runs()).isEqualTo(runs);
        assertThat(memory).doesNotExist();
    }

    /** How often the program has been started. */
    private int runs() throws Exception {
        return FakeJextract.umbrellas(folder.resolve("home/bin/jextract")).split("_GNU_SOURCE", -1).length - 1;
    }

    private HeaderSource source(FakeJextract.Mode mode) throws Exception {
        Path program = folder.resolve("home/bin/jextract");
        if (!Files.exists(program) || mode != FakeJextract.Mode.REPLAY) {
            FakeJextract.install(folder.resolve("home"), mode);
        }
        return HeaderSources.choose(new HeaderSources.Choice(
                program,
                null,
                Map.of(),
                "x86_64-linux-gnu",
                Optional.empty(),
                List.of(folder.resolve("include")),
                List.of("cc", "-isystem", folder.resolve("include").toString()),
                Duration.ofSeconds(60),
                memory));
    }

    private static HeaderRequest request(String function, String... headers) {
        return new HeaderRequest(new TreeSet<>(List.of(function)), new TreeSet<>(), List.of(headers));
    }
}

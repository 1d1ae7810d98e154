package dev.shimgen.generator.header.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final String PLATFORM = "x86_64-linux-gnu";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void holdsAllOfGlibc() throws Exception {
        HeaderFacts facts = shipped();

        assertThat(facts.platform()).isEqualTo(PLATFORM);
        assertThat(facts.functions()).hasSizeGreaterThan(2_900);
        assertThat(facts.structs()).hasSizeGreaterThan(480);
        assertThat(facts.typedefs()).hasSizeGreaterThan(330);
        assertThat(facts.constants()).hasSizeGreaterThan(12_400);
        assertThat(facts.publicHeaders()).hasSize(237);
        assertThat(facts.skipped().get("strtold"))
                .hasFieldOrPropertyWithValue("reason", "type LongDouble is not supported");
    }

    @Test
    void knowsWhichPublicHeadersReachEveryOtherOne() throws Exception {
        HeaderFacts facts = shipped();

        assertThat(facts.reachedBy().get("bits/fcntl-linux.h")).startsWith("fcntl.h");
        assertThat(facts.functions().values())
                .extracting(FunctionFact::header)
                .allMatch(h ->
                        facts.publicHeaders().contains(h) || facts.reachedBy().containsKey(h));
        assertThat(facts.reachedBy().values())
                .allMatch(by -> facts.publicHeaders().containsAll(by));
    }

    /** Every prototype of the recording, put together from its parts, is the text that jextract gave. */
    @Test
    void everyPrototypeRoundTrips() throws Exception {
        assertThat(shipped().functions().values())
                .hasSizeGreaterThan(2_900)
                .allSatisfy(function -> assertThat(rendered(function)).isEqualTo(function.prototype()));
    }

    @Test
    void everyTypeStandsForItself() throws Exception {
        for (FunctionFact function : shipped().functions().values()) {
            for (CParameter parameter : function.parameters()) {
                assertThat(parameter.type().declare(""))
                        .isEqualTo(parameter.type().before() + parameter.type().after());
                assertThat(parameter.name()).matches("\\w*");
                assertThat(parameter.type().before()).doesNotEndWith(" ").isNotEmpty();
            }
        }
    }

    @Test
    void writingWhatWasReadGivesTheSameFile() throws Exception {
        assertThat(CatalogueWriter.write(
                        CatalogueSource.embedded(PLATFORM).orElseThrow().catalogue()))
                .isEqualTo(text());
    }

    @Test
    void namesNoPathOfTheMachineThatRecordedIt() throws Exception {
        List<String> lines = text().lines()
                .filter(line -> Pattern.compile("/(usr|home|tmp|root|work|opt)/")
                        .matcher(line)
                        .find())
                .toList();

        assertThat(lines).as("only constants of paths.h and the like").allMatch(line -> line.contains("\ts\t"));
        assertThat(text()).doesNotContain("\r").doesNotContain("umbrella");
    }

    /** How long a build waits for its facts; printed, for no machine promises a time. */
    @Test
    void loadsInAMoment() throws Exception {
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertThat(shipped().functions()).isNotEmpty();
            System.out.println("CatalogueTest: catalogue loaded in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    @Test
    void keepsTextsWithControlCharactersAndBackslashes() throws Exception {
        TreeMap<String, ConstantFact> constants = new TreeMap<>();
        String text = "a\\t\t\n\r\177\u00e4 \\";
        constants.put("A", new ConstantFact("A", new ConstantFact.Text(text), "a.h"));
        constants.put("B", new ConstantFact("B", new ConstantFact.Text(""), "a.h"));
        constants.put("C", new ConstantFact("C", new ConstantFact.Floating(Double.NEGATIVE_INFINITY), "a.h"));
        constants.put("D", new ConstantFact("D", new ConstantFact.Int(Long.MIN_VALUE, 64), "a.h"));
        HeaderFacts facts = new HeaderFacts("none", new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), constants);
        Path file = folder.resolve("new/catalogue.txt");

        Recorder.write(new Catalogue(Optional.empty(), facts), file);

        assertThat(CatalogueSource.file(file).readAll()).isEqualTo(facts);
    }

    @Test
    void thereIsNoneForOtherPlatforms() {
        assertThat(CatalogueSource.embedded("pdp11-unknown-unix")).isEmpty();
        assertThat(CatalogueSource.embedded("../catalogue/" + PLATFORM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shimgen-catalogue 1 | shimgen-catalogue 2 | it begins with",
                "platform x86_64     | plattform x86_64   | line 2: no platform",
                "[typedefs]          | typedefs           | line 243: too many columns",
                "\taccess.h\t        | none               | none",
            })
    void refusesAnotherVersionOrAnotherShape(String from, String to, String message) throws Exception {
        String damaged = to.equals("none") ? text().replace("[end]\n", "") : text().replace(from, to);

        assertThat(damage(damaged)).contains(message.equals("none") ? "without [end]" : message);
    }

    @Test
    void refusesADamagedLine() throws Exception {
        assertThat(damage(text().replace("\tipi\tint access(", "\tip\tint access(")))
                .contains("int access(");
        assertThat(damage(text().replace("\tipi\tint access(", "\tipq\tint access(")))
                .contains("'q' is no carrier");
        assertThat(damage(text().replace("\tipi\tint access(", "\tipi int access(")))
                .contains("too few columns");
        assertThat(damage(text().replace("\tipi\tint access(", "\tipi\tint\taccess(")))
                .contains("too many columns");
        assertThat(damage(text().replace("int access(const char *__name, int __type)", "int access(const")))
                .contains("bracket");
        assertThat(damage(text().replace("\ti32\t64\n", "\ti32\tsixty\n"))).contains("sixty");
        assertThat(damage(text().replace("\tstruct\t144\t", "\tclass\t144\t"))).contains("class");
        assertThat(damage(text() + "more\n")).contains("behind its end");
        assertThat(damage(text().substring(0, text().length() / 2))).contains("without [end]");
        assertThat(damage("")).contains("without [end]");
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        Path file = folder.resolve("bytes.txt");
        Files.write(file, new byte[] {'s', (byte) 0xff, (byte) 0xfe, '\n'});

        assertThat(error(file).code()).isEqualTo(Code.SG0309);
    }

    @Test
    void reportsAFileThatIsGone() {
        assertThat(error(folder.resolve("gone.txt")).code()).isEqualTo(Code.SG0502);
    }

    private String damage(String text) throws Exception {
        assertThat(text).as("the damage").isNotEqualTo(text());
        Path file = folder.resolve("damaged.txt");
        Files.writeString(file, text);
        Diagnostic error = error(file);
        assertThat(error.code()).isEqualTo(Code.SG0309);
        assertThat(error.message()).contains("damaged.txt").contains("shimgen:record");
        return error.message();
    }

    private static Diagnostic error(Path file) {
        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> CatalogueSource.file(file).readAll());
        assertThat(failure).isNotNull();
        return failure.diagnostics().get(0);
    }

    private static String rendered(FunctionFact function) {
        String parameters = function.parameters().stream()
                .map(p -> p.type().declare(p.name()))
                .collect(Collectors.joining(", "));
        String tail = function.variadic() ? ", ..." : parameters.isEmpty() ? "void" : "";
        return "extern " + function.result().declare(function.name() + "(" + parameters + tail + ")");
    }

    private static HeaderFacts shipped() throws GenerationException {
        return CatalogueSource.embedded(PLATFORM).orElseThrow().readAll();
    }

    private static String text() throws Exception {
        try (InputStream stream = CatalogueSource.class.getResourceAsStream(PLATFORM + ".txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

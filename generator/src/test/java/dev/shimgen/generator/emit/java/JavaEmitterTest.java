package dev.shimgen.generator.emit.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.ShimPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java of a plan, compared with the fixtures. That it compiles and works is for the runtime module to show: its tests
 * run on a JDK that has the foreign function API, and compile the same fixtures.
 */
final class JavaEmitterTest {

    private static final String UPDATE = "shimgen.updateGoldens";
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/java");

    static Stream<Arguments> plans() {
        return Stream.of(Arguments.of("files", Plans.files()), Arguments.of("shapes", Plans.shapes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void writesTheFixture(String fixture, ShimPlan plan) throws Exception {
        Path folder = FIXTURES.resolve(fixture);
        Map<String, String> actual = new TreeMap<>();
        for (GeneratedFile file : JavaEmitter.emit(plan)) {
            actual.put(file.path(), file.text());
        }
        if (Boolean.getBoolean(UPDATE)) {
            update(folder, plan, actual);
        }
        Map<String, String> expected = read(folder);
        expected.remove(specPath(plan));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((path, text) -> assertThat(actual.get(path))
                .as("%s: if the new text is right, run the test again with -D%s=true", path, UPDATE)
                .isEqualTo(text));
    }

    private static String specPath(ShimPlan plan) {
        return plan.packageName().replace('.', '/') + "/" + plan.interfaceName() + ".java";
    }

    private static void update(Path folder, ShimPlan plan, Map<String, String> actual) throws IOException {
        TreeSet<String> old = new TreeSet<>(read(folder).keySet());
        old.remove(specPath(plan));
        for (String path : old) {
            Files.delete(folder.resolve(path));
        }
        for (Map.Entry<String, String> file : actual.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void writesTheSameTextInEveryLocale() throws Exception {
        List<GeneratedFile> here = JavaEmitter.emit(Plans.shapes());
        Locale before = Locale.getDefault();
        try {
            // Where "i" in capitals has a dot.
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(JavaEmitter.emit(Plans.shapes())).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void endsEveryLineWithLineFeedAndNoBlank() throws Exception {
        for (GeneratedFile file : JavaEmitter.emit(Plans.shapes())) {
            assertThat(file.text()).endsWith("}\n").doesNotContain("\r").doesNotContainPattern("[ \t]\n");
        }
    }

    /** Seen to fail when the method is left out: the class does not implement its interface. */
    @Test
    void writesAMethodForWhatThisLibcLacks() throws Exception {
        ShimPlan plan = Plans.shapes();
        ShimPlan lacking = new ShimPlan(
                plan.name(),
                plan.packageName(),
                plan.interfaceName(),
                plan.featureMacros(),
                plan.headers(),
                plan.calls(),
                List.of(new AbsentCall(
                        "close_range",
                        "int",
                        List.of(
                                new AbsentCall.Parameter("int", "first", false),
                                new AbsentCall.Parameter("long", "last", false)),
                        "close_range is there since glibc 2.34; this shim was generated for glibc 2.31",
                        false)),
                plan.constantSets(),
                plan.structs(),
                plan.constants(),
                plan.versions());
        assertThat(JavaEmitter.emit(lacking))
                .filteredOn(file -> file.path().endsWith(plan.interfaceName() + "Calls.java"))
                .singleElement()
                .extracting(GeneratedFile::text)
                .asString()
                .contains(
                        "public int close_range(int first, long last) {", "since glibc 2.34; this shim was generated");
    }

    @Test
    void writesIntoTheUnnamedPackageToo() throws Exception {
        ShimPlan plan = new PlanBuilder("", "Plain").build();
        List<GeneratedFile> files = JavaEmitter.emit(plan);
        assertThat(files).extracting(GeneratedFile::path).containsExactly("PlainCalls.java");
        assertThat(files.get(0).text()).doesNotContain("package ").contains("class PlainCalls implements Plain {");
    }

    @Test
    void refusesTwoClassesOfOneName() {
        ShimPlan plan = new PlanBuilder("org.example", "Stat")
                .struct("Stat", "struct stat", "sys/stat.h", 4, 4)
                .build();
        assertThatThrownBy(() -> JavaEmitter.emit(plan))
                .isInstanceOf(GenerationException.class)
                .hasMessage(
                        "error: [SG0108] two classes named Stat would be generated for Stat; give the interface a name"
                                + " that no struct has");
    }
}

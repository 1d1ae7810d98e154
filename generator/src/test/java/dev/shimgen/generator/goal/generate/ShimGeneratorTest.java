package dev.shimgen.generator.goal.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.goal.GenerationRequest;
import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.goal.compile.ShimCompiler;
import dev.shimgen.generator.goal.compile.ShimLibrary;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.SharedLibraryBuild;
import dev.shimgen.spec.Shim;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, with this machine's compiler and libraries and the shipped catalogue. */
class ShimGeneratorTest {

    private static final String ONE = "int access(@Path String pathname, @Flags(\"R_OK\") int mode);";

    @TempDir
    private Path root;

    private final List<String> log = new ArrayList<>();

    private Path project;

    @BeforeEach
    void emptyProject() throws IOException {
        project = Files.createDirectory(root.resolve("project"));
    }

    @Test
    void makesLibrariesOfSeveralSpecs() throws Exception {
        spec("First", "int stat(@Path String pathname, @Out Stat statbuf);");
        spec("Second", "int fstat(@Fd int fd, @Out Stat statbuf);");

        GenerationResult result = generate();
        List<Path> libraries = compile();

        assertThat(result.shims()).containsExactly("first", "second");
        assertThat(result.changed())
                .contains(
                        project.resolve("java/it/FirstCalls.java"),
                        project.resolve("java/it/Stat.java"),
                        project.resolve("c/first.c"),
                        project.resolve("c/second.symbols"));
        assertThat(libraries).containsExactly(project.resolve("lib/libfirst.so"), project.resolve("lib/libsecond.so"));
    }

    @Test
    void aSecondRunDoesNothingUntilSomethingChanges() throws Exception {
        spec("First", ONE);
        generate();
        compile();
        SortedMap<String, String> files = files(project);

        assertThat(generate().changed()).isEmpty();
        compile();
        assertThat(log)
                .contains("nothing has changed: the generated sources are up to date", "libfirst.so is up to date");
        assertThat(files(project)).isEqualTo(files);

        Path c = project.resolve("c/first.c");
        String generated = Files.readString(c);
        Files.writeString(c, generated + "/* by hand */\n");
        assertThat(generate().changed()).containsExactly(c);
        assertThat(c).hasContent(generated);

        spec("First", ONE + " int unlink(@Path String pathname);");
        assertThat(generate().changed()).contains(c);
    }

    /** Breaks when the version is left out of {@code ShimCompiler.inputs}: the library of the older shimgen stays. */
    @Test
    void aLibraryOfAnotherVersionIsMadeAnew() throws Exception {
        spec("First", ONE);
        generate();
        ShimCompiler.compile(compilation("0.1"), log::add);
        log.clear();
        ShimCompiler.compile(compilation("0.1"), log::add);
        assertThat(log).containsExactly("libfirst.so is up to date");

        log.clear();
        ShimCompiler.compile(compilation("0.2"), log::add);
        assertThat(log).singleElement().asString().contains(" made ").endsWith("whose symbols are the planned ones");
    }

    /** Breaks when the options are left out of {@code ShimCompiler.inputs}. */
    @Test
    void aLibraryThatWasLinkedWithOtherOptionsIsNotUpToDate() throws Exception {
        spec("First", ONE);
        generate();
        SymbolList first = SymbolList.in(project.resolve("c")).get(0);
        CCompiler compiler = new CCompilerLocator(environment(), Duration.ofSeconds(60)).locate(null);
        List<String> now = SharedLibraryBuild.options(
                ShimCompiler.library(compiler, project.resolve("c"), first, project.resolve("lib/libfirst.so")));
        List<String> lazy =
                now.stream().filter(option -> !option.equals("-Wl,-z,now")).toList();
        assertThat(lazy).hasSize(now.size() - 1);
        assertThat(ShimCompiler.inputs(compilation("test"), compiler, first, lazy))
                .isNotEqualTo(ShimCompiler.inputs(compilation("test"), compiler, first, now))
                .isEqualTo(ShimCompiler.inputs(compilation("test"), compiler, first, lazy));
    }

    @Test
    void outputDoesNotDependOnThePlaceOrTheTime() throws Exception {
        spec("First", ONE);
        generate();
        SortedMap<String, String> here = texts(project.resolve("c"));
        here.putAll(texts(project.resolve("java")));

        Path elsewhere = Files.createDirectories(root.resolve("another place"));
        Files.move(project.resolve("src"), elsewhere.resolve("src"));
        project = elsewhere;
        generate();
        SortedMap<String, String> there = texts(project.resolve("c"));
        there.putAll(texts(project.resolve("java")));

        assertThat(there).isEqualTo(here);
        assertThat(there.values()).noneMatch(text -> text.contains(root.toString()) || text.contains("\r"));
    }

    @Test
    void allErrorsOfAllSpecsAreReportedAndNoFileIsChanged() throws Exception {
        spec("First", ONE);
        generate();
        SortedMap<String, String> before = files(project);
        spec("First", "int acess(@Path String pathname, int mode);");
        spec("Second", "int unlink(long pathname);");
        spec("Third", ONE + " int access(int a);");

        GenerationException failure = catchThrowableOfType(GenerationException.class, this::generate);

        assertThat(failure.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder(Code.SG0102, Code.SG0202, Code.SG0103);
        assertThat(failure.diagnostics()).extracting(Diagnostic::position).doesNotContainNull();
        before.keySet().removeIf(path -> path.startsWith("src/"));
        assertThat(files(project)).containsAllEntriesOf(before);
        assertThat(project.resolve("c/second.c")).doesNotExist();
    }

    @Test
    void aGeneratedClassThatTheAuthorHasAlreadyIsRefused() throws Exception {
        spec("First", "int stat(@Path String pathname, @Out Struct statbuf);");
        Files.writeString(project.resolve("src/it/Stat.java"), "package it;\nclass Stat {}\n");

        GenerationException failure = catchThrowableOfType(GenerationException.class, this::generate);

        assertThat(failure).isNotNull();
        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0108);
        assertThat(failure).hasMessageContaining("src/it/Stat.java:1:1");
        assertThat(project.resolve("java")).doesNotExist();
    }

    @Test
    void specsThatWouldWriteDifferentFilesOfOneNameAreRefused() throws Exception {
        EmittedFiles files = new EmittedFiles();
        files.addC(List.of(new GeneratedFile("shimgen_next.h", "same")));
        files.addC(List.of(new GeneratedFile("shimgen_next.h", "same")));

        GenerationException failure = catchThrowableOfType(
                GenerationException.class, () -> files.addC(List.of(new GeneratedFile("shimgen_next.h", "other"))));

        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0108);
    }

    @Test
    void aLibraryOfASpecThatIsGoneIsRemoved() throws Exception {
        spec("First", ONE);
        spec("Second", ONE);
        generate();
        compile();
        Files.delete(project.resolve("src/it/Second.java"));

        generate();
        compile();

        assertThat(project.resolve("lib/libfirst.so")).exists();
        assertThat(project.resolve("lib/libsecond.so")).doesNotExist();
    }

    @Test
    void cThatDoesNotCompileLeavesTheOldLibrary() throws Exception {
        spec("First", ONE);
        generate();
        compile();
        Path library = project.resolve("lib/libfirst.so");
        byte[] before = Files.readAllBytes(library);
        Files.writeString(project.resolve("c/first.c"), "int broken(;\n");

        GenerationException failure = catchThrowableOfType(GenerationException.class, this::compile);

        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0402);
        assertThat(failure).hasMessageContaining("first.c");
        assertThat(library).hasBinaryContent(before);
    }

    @Test
    void aLibraryWithOtherSymbolsThanPlannedIsRefused() throws Exception {
        spec("First", ONE);
        generate();
        Files.writeString(project.resolve("c/first.symbols"), "access\nmore\n");

        GenerationException failure = catchThrowableOfType(GenerationException.class, this::compile);

        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0403);
        assertThat(failure).hasMessageContaining("missing: more");
        assertThat(project.resolve("lib/libfirst.so")).doesNotExist();
    }

    @Test
    void headersOfTheAuthorsOwnAreFoundInTheFoldersThatAreNamed() throws Exception {
        Path include = Files.createDirectory(project.resolve("my headers"));
        Files.writeString(include.resolve("mine.h"), "#define MINE 1\n");
        Files.createDirectories(project.resolve("src/it"));
        Files.writeString(
                project.resolve("src/it/First.java"),
                "package it;\nimport dev.shimgen.spec.*;\n@Shim(value = \"first\", headers = \"mine.h\")\n"
                        + "@Partial public interface First {\n    " + ONE + "\n}\n");

        ShimGenerator.generate(request(List.of(include)), log::add);

        assertThat(project.resolve("c/first.c")).content().contains("#include <mine.h>");
    }

    private void spec(String name, String methods) throws IOException {
        Path folder = Files.createDirectories(project.resolve("src/it"));
        Files.writeString(
                folder.resolve(name + ".java"),
                "package it;\nimport dev.shimgen.spec.*;\n@Shim(\"" + name.toLowerCase(Locale.ROOT)
                        + "\")\n@Partial public interface " + name + " {\n    " + methods + "\n}\n");
    }

    @Test
    void saysOnceForAllSpecsThatTheHeadersAreNotInstalled() throws Exception {
        spec("First", ONE);
        spec("Second", ONE);
        GenerationRequest request = request(List.of());
        GenerationRequest.Tools tools = request.tools();
        GenerationRequest bare = new GenerationRequest(
                request.sources(),
                request.outputs(),
                new GenerationRequest.Tools(
                        null, null, "cc -nostdinc", List.of(), tools.timeLimit(), tools.environment(), "test"));

        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> ShimGenerator.generate(bare, log::add));

        assertThat(failure.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.SG0405);
        assertThat(failure.diagnostics().get(0).message()).contains("<features.h>", "apt-get install libc6-dev");
        assertThat(project.resolve("c")).doesNotExist();
    }

    @Test
    void aShimHasNoNameOfTheCLibrary() throws Exception {
        for (String name : List.of("C", "M", "Pthread")) {
            spec(name, ONE);
        }

        GenerationException failure = catchThrowableOfType(GenerationException.class, this::generate);

        assertThat(failure.diagnostics())
                .extracting(Diagnostic::code)
                .containsOnly(Code.SG0113)
                .hasSize(3);
        assertThat(failure.diagnostics().get(0).format())
                .startsWith("src/it/C.java:")
                .contains("libc.so", "a part of the C library", "\"c_shim\"");
        assertThat(project.resolve("c")).doesNotExist();
    }

    /** zlib is on every machine that these tests run on: git, dpkg and rpm are linked to it. */
    @Test
    void warnsOfAShimThatIsCalledLikeALibraryOfTheMachine() throws Exception {
        spec("Z", ONE);

        List<Diagnostic> warnings = generate().warnings();

        assertThat(warnings).extracting(Diagnostic::code).contains(Code.SG0113);
        assertThat(warnings).extracting(Diagnostic::message).anyMatch(message -> message.contains("/libz.so"));
        GenerationResult second = generate();
        assertThat(second.changed()).isEmpty();
        assertThat(second.warnings()).isEqualTo(warnings);
    }

    @Test
    void doesItsWorkAgainWhereItsWarningsAreDamaged() throws Exception {
        spec("Z", ONE);
        List<Diagnostic> warnings = generate().warnings();
        Path remembered = project.resolve("state/generate/generate.warnings");
        Files.writeString(remembered, Files.readString(remembered).substring(5));

        GenerationResult second = generate();

        assertThat(second.shims()).containsExactly("z");
        assertThat(second.warnings()).isEqualTo(warnings);
    }

    @Test
    void hasNotFailedWhenItOnlyCannotRemember() throws Exception {
        spec("First", ONE);
        Files.createDirectory(project.resolve("state"));
        Files.createSymbolicLink(project.resolve("state/generate"), project.resolve("no/such/folder"));

        GenerationResult result = generate();

        assertThat(result.shims()).containsExactly("first");
        assertThat(project.resolve("c/first.c")).exists();
        assertThat(result.warnings()).extracting(Diagnostic::code).containsExactly(Code.SG0501);
        assertThat(result.warnings()).extracting(Diagnostic::severity).containsExactly(Diagnostic.Severity.WARNING);
    }

    private GenerationResult generate() throws GenerationException {
        return ShimGenerator.generate(request(List.of()), log::add);
    }

    private List<Path> compile() throws GenerationException {
        return ShimCompiler.compile(compilation("test"), log::add).stream()
                .map(ShimLibrary::file)
                .toList();
    }

    private CompilationRequest compilation(String version) {
        return new CompilationRequest(
                project.resolve("c"),
                project.resolve("lib"),
                project.resolve("state/compile"),
                null,
                List.of(),
                Duration.ofSeconds(60),
                environment(),
                version);
    }

    private GenerationRequest request(List<Path> includeFolders) {
        Path spec = Path.of(URI.create(
                Shim.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        return new GenerationRequest(
                new GenerationRequest.Sources(List.of(project.resolve("src")), List.of(spec), project),
                new GenerationRequest.Outputs(
                        project.resolve("java"), project.resolve("c"), project.resolve("state/generate")),
                new GenerationRequest.Tools(
                        null, null, null, includeFolders, Duration.ofSeconds(60), environment(), "test"));
    }

    /** Without what would lead to a jextract: these runs are about the shipped catalogue. */
    private static Map<String, String> environment() {
        return Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

    private static SortedMap<String, String> texts(Path folder) throws IOException {
        SortedMap<String, String> texts = files(folder);
        texts.replaceAll((path, text) -> text.substring(text.indexOf('\n') + 1));
        return texts;
    }

    /** All files with the time of their last change, a line end, and their text. */
    private static SortedMap<String, String> files(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(path).toString(),
                        Files.getLastModifiedTime(path) + "\n" + Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}

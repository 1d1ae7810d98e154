package dev.shimgen.generator.spec;

import com.sun.source.tree.CompilationUnitTree;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.spec.Compilation.Analysis;
import dev.shimgen.generator.spec.Compilation.JavaError;
import dev.shimgen.generator.spec.Compilation.Parsed;
import dev.shimgen.generator.spec.ShimReader.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads specs.
 *
 * <p>Sources are parsed by the compiler of the JDK that runs this: syntax that is newer than that JDK is a syntax error
 * in a file that holds a spec.
 */
public final class SpecReader {

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
            diagnostic -> Optional.ofNullable(diagnostic.position()).orElse(new SourcePosition("", 0, 0, null)),
            Comparator.comparing(SourcePosition::file)
                    .thenComparing(SourcePosition::line)
                    .thenComparing(SourcePosition::column));

    private final SpecRequest request;

    public SpecReader(SpecRequest request) {
        this.request = request;
    }

    /**
     * Reads every spec.
     *
     * @param diagnostics takes all that is wrong, sorted by place: whether there was an error, it says, not the result
     * @return the specs in the order of their files, without the parts that are wrong
     */
    public List<ShimSpec> read(Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        List<ShimSpec> specs = read(ToolProvider.getSystemJavaCompiler(), found);
        found.all().stream().distinct().sorted(BY_PLACE).forEach(diagnostics::report);
        return specs;
    }

    List<ShimSpec> read(@Nullable JavaCompiler compiler, Diagnostics found) {
        if (compiler == null) {
            found.error(
                    Code.SG0112,
                    null,
                    "the Java that runs this has no compiler to read specs with: run Maven with a JDK, not with a JRE"
                            + " (java.home is " + System.getProperty("java.home") + ")");
            return List.of();
        }
        List<Path> files = SourceFiles.find(request, found);
        List<Named> specs = List.of();
        try (Compilation compilation = new Compilation(compiler, request)) {
            Optional<Parsed> parsed = parsing(compilation, files, found);
            if (parsed.isPresent()) {
                specs = analyze(compilation, parsed.get(), found);
            }
        } catch (IOException | UncheckedIOException e) {
            found.error(Code.SG0502, null, "cannot read the sources: " + e.getMessage());
        }
        if (specs.isEmpty() && !found.hasErrors()) {
            found.error(Code.SG0107, null, "no interface annotated @Shim in " + lookedAt());
        }
        reportSameNames(specs, found);
        return specs.stream().map(Named::spec).toList();
    }

    /** The files that can be parsed, if there are any; the others are reported. */
    private Optional<Parsed> parsing(Compilation compilation, List<Path> files, Diagnostics found) throws IOException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Parsed all = compilation.parse(files);
        Set<Path> broken = new HashSet<>();
        Set<Path> undecodable = new HashSet<>();
        for (JavaError error : all.errors()) {
            Path file = error.file();
            if (file != null && error.undecodable()) {
                // The first byte tells it; a text in another language has hundreds.
                if (undecodable.add(file)) {
                    found.error(Code.SG0114, compilation.position(error), notInEncoding(error));
                }
            } else {
                found.error(Code.SG0101, compilation.position(error), JavaMessages.plain(error));
            }
            Optional.ofNullable(file).ifPresent(broken::add);
        }
        if (all.errors().isEmpty()) {
            return Optional.of(all);
        }
        List<Path> whole = files.stream().filter(file -> !broken.contains(file)).toList();
        return whole.isEmpty() ? Optional.empty() : Optional.of(compilation.parse(whole));
    }

    private String notInEncoding(JavaError error) {
        return JavaMessages.plain(error) + "; save the file in "
                + request.encoding().name()
                + ", or say which encoding the project's sources have with project.build.sourceEncoding";
    }

    private List<Named> analyze(Compilation compilation, Parsed parsed, Diagnostics found) throws IOException {
        Analysis analysis = Compilation.analyze(parsed);
        Places places = new Places(compilation, analysis);
        AnnotationReader annotations = new AnnotationReader(analysis, places, found);
        SpecFinder finder = new SpecFinder(annotations, new ShimReader(analysis, places, annotations, found));
        for (CompilationUnitTree unit : analysis.units()) {
            finder.scan(unit, null);
        }
        // Other files, which specs use: the compiler has looked them up by itself.
        parsing(compilation, used(analysis, parsed.files()), found);
        for (JavaError error : analysis.errors()) {
            if (error.file() == null) {
                found.error(Code.SG0502, null, "the Java compiler cannot read the specs: " + JavaMessages.plain(error));
            }
            switch (error.key()) {
                case "compiler.err.cyclic.inheritance" ->
                    found.error(Code.SG0110, compilation.position(error), JavaMessages.plain(error));
                case "compiler.err.duplicate.class" ->
                    found.error(Code.SG0108, compilation.position(error), JavaMessages.plain(error));
                default -> {
                    // What a spec is made of is checked where it is read; the rest is left to the build's own javac.
                }
            }
        }
        return finder.specs();
    }

    private static List<Path> used(Analysis analysis, List<Path> files) {
        return analysis.errors().stream()
                .map(JavaError::file)
                .filter(Objects::nonNull)
                .filter(file -> file.toString().endsWith(".java") && !files.contains(file))
                .distinct()
                .toList();
    }

    private String lookedAt() {
        List<Path> all = new ArrayList<>(request.sourceRoots());
        all.addAll(request.files());
        Path base = request.baseDirectory().toAbsolutePath().normalize();
        return all.isEmpty()
                ? "no folder at all: no source root is configured"
                : all.stream()
                        .map(path -> shown(base, path))
                        .collect(Collectors.joining(", ", "", "; annotate an interface there with @Shim(\"name\")"));
    }

    private static String shown(Path base, Path path) {
        Path full = path.toAbsolutePath().normalize();
        Path shown = full.startsWith(base) ? base.relativize(full) : full;
        String name = shown.toString().isEmpty() ? "." : shown.toString().replace('\\', '/');
        return name + (Files.exists(full) ? "" : " (does not exist)");
    }

    private static void reportSameNames(List<Named> specs, Diagnostics found) {
        Map<String, ShimSpec> byName = new HashMap<>();
        for (Named named : specs) {
            ShimSpec spec = named.spec();
            ShimSpec other = byName.putIfAbsent(spec.name(), spec);
            if (other != null) {
                found.error(
                        Code.SG0108,
                        named.namePosition(),
                        "the shim's name \"" + spec.name() + "\" is taken by " + other.interfaceName() + " in "
                                + other.position().file() + ":"
                                + other.position().line()
                                + "; both would become lib" + spec.name() + ".so, give this one another name");
            }
        }
    }
}

package dev.shimgen.generator.goal;

import dev.shimgen.generator.output.Ownership;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a run is given.
 *
 * @param sources where the specs are
 * @param outputs where the generated files go
 * @param tools what the run may use
 */
public record GenerationRequest(Sources sources, Outputs outputs, Tools tools) {

    /**
     * Where the specs are.
     *
     * @param roots source folders; those that do not exist are passed over
     * @param classPath what the specs are compiled against: jars and folders
     * @param baseDirectory what the paths in messages are relative to
     * @param encoding of the specs
     * @param used source folders of the classes that the specs use, without specs of this run. Their compiled classes
     *     would not always do: the Java that runs this may be too old to read them
     */
    public record Sources(
            List<Path> roots, List<Path> classPath, Path baseDirectory, Charset encoding, List<Path> used) {
        public Sources {
            used = List.copyOf(used);
            roots = List.copyOf(roots);
            classPath = List.copyOf(classPath);
        }

        /** Sources in UTF-8. */
        public Sources(List<Path> roots, List<Path> classPath, Path baseDirectory) {
            this(roots, classPath, baseDirectory, StandardCharsets.UTF_8, List.of());
        }
    }

    /**
     * Where the generated files go.
     *
     * @param java folder for Java sources
     * @param c folder for C sources, and for the lists of symbols that the compiled libraries are checked against
     * @param state folder in which the run remembers what its files were made from; the compilation and other runs each
     *     need their own
     * @param bindings whether Java bindings are made at all
     * @param ownership which files belong to this run, where other runs write to the same folders
     */
    public record Outputs(Path java, Path c, Path state, boolean bindings, Ownership ownership) {

        /** For the only run of a build. */
        public Outputs(Path java, Path c, Path state) {
            this(java, c, state, true, Ownership.SOLE);
        }
    }

    /**
     * What the run may use.
     *
     * @param jextract the jextract to use, or {@code null} to look for one
     * @param catalogue a recorded catalogue to use instead of the one that is shipped, or {@code null}
     * @param cc the C compiler, perhaps with options, or {@code null} to look for one
     * @param target the platform to generate for, or {@code null} for the compiler's
     * @param includeFolders folders with C headers beside those that the compiler knows
     * @param timeLimit how long one run of a tool may take
     * @param environment where tools are looked for: {@code PATH}, {@code CC}, {@code JEXTRACT}, {@code JEXTRACT_HOME}
     * @param version shimgen's own version; a run of another version generates everything anew
     */
    public record Tools(
            @Nullable String jextract,
            @Nullable Path catalogue,
            @Nullable String cc,
            @Nullable String target,
            List<Path> includeFolders,
            Duration timeLimit,
            Map<String, String> environment,
            String version) {
        public Tools {
            includeFolders = List.copyOf(includeFolders);
            environment = Map.copyOf(environment);
        }

        /** For the platform of the compiler. */
        public Tools(
                @Nullable String jextract,
                @Nullable Path catalogue,
                @Nullable String cc,
                List<Path> includeFolders,
                Duration timeLimit,
                Map<String, String> environment,
                String version) {
            this(jextract, catalogue, cc, null, includeFolders, timeLimit, environment, version);
        }
    }
}

package dev.shimgen.generator.emit.java;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The project that generated Java is compiled in.
 *
 * @param release the Java release that it is compiled for, as it is configured; {@code null} if nobody says
 * @param classPath what it is compiled against: jars and class folders; those that do not exist are passed over
 */
public record BindingsProject(@Nullable String release, List<Path> classPath) {

    /** The foreign function and memory API is final since then (JEP 454). */
    private static final int FIRST_RELEASE = 22;

    private static final String RUNTIME = Api.DOWNCALLS.canonicalName().replace('.', '/') + ".class";

    public BindingsProject {
        classPath = List.copyOf(classPath);
    }

    /**
     * Reports what would keep the bindings from being compiled: the Java compiler would say a hundred times that it finds
     * no symbol.
     *
     * @param version shimgen's version, for the dependency to write down
     * @param compiled whether it is certain that they are to be compiled; if not, there are warnings instead of errors
     */
    public void check(String version, boolean compiled, Diagnostics diagnostics) {
        if (release != null && isTooOld(release)) {
            report(
                    Code.SG0801,
                    "the project is compiled for Java " + release + ", and the bindings need " + FIRST_RELEASE
                            + ", the first with the foreign function API; set maven.compiler.release to "
                            + FIRST_RELEASE
                            + " or later (the specs alone need only 17: a module of their own can keep that)",
                    compiled,
                    diagnostics);
        }
        if (classPath.stream().noneMatch(BindingsProject::hasRuntime)) {
            report(
                    Code.SG0802,
                    "the bindings use dev.shimgen:shimgen-runtime, which is not on the compile class path; add the"
                            + " dependency <groupId>dev.shimgen</groupId> <artifactId>shimgen-runtime</artifactId> <version>"
                            + version + "</version>",
                    compiled,
                    diagnostics);
        }
    }

    private static void report(Code code, String message, boolean compiled, Diagnostics diagnostics) {
        if (compiled) {
            diagnostics.error(code, null, message);
        } else {
            diagnostics.warning(code, null, message);
        }
    }

    /** What is no number, the compiler will say. */
    private static boolean isTooOld(String release) {
        String number = release.startsWith("1.") ? release.substring(2) : release;
        return number.matches("[0-9]{1,4}") && Integer.parseInt(number) < FIRST_RELEASE;
    }

    private static boolean hasRuntime(Path element) {
        if (Files.isDirectory(element)) {
            return Files.isRegularFile(element.resolve(RUNTIME));
        }
        if (!Files.isRegularFile(element)) {
            return false;
        }
        try (JarFile jar = new JarFile(element.toFile())) {
            return jar.getEntry(RUNTIME) != null;
        } catch (IOException e) {
            // What is on a class path and no jar is for the Java compiler to speak about; the runtime it is not.
            return false;
        }
    }
}

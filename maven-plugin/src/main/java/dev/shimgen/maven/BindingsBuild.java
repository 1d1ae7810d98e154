package dev.shimgen.maven;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a project's Java compiler can compile bindings. Otherwise the compiler would say so, in a hundred
 * messages about generated code that is correct.
 */
final class BindingsBuild {

    private static final String COMPILER = "org.apache.maven.plugins:maven-compiler-plugin";

    /** The foreign function and memory API is final since Java 22 (JEP 454). */
    private static final int OLDEST_RELEASE = 22;

    private BindingsBuild() {}

    /**
     * Checks a project.
     *
     * @param setting the compiler plugin's parameter for the Java release of the sources: {@code release} or {@code
     *     testRelease}
     * @param classPath what the sources are compiled against
     * @throws GenerationException {@link Code#SG0801} if the release is too old, {@link Code#SG0802} if the runtime is no
     *     dependency
     */
    static void check(MavenProject project, String setting, List<Path> classPath) throws GenerationException {
        Diagnostics diagnostics = new Diagnostics();
        String release = release(project, setting);
        if (isTooOld(release)) {
            diagnostics.error(
                    Code.SG0801,
                    null,
                    "the project is compiled for Java " + release + ", and bindings need Java " + OLDEST_RELEASE
                            + ": set maven.compiler.release to " + OLDEST_RELEASE
                            + " or newer, with a JDK of that age (maven-toolchains-plugin finds one). A project that only"
                            + " wants the library sets shimgen.bindings to false");
        }
        if (!hasRuntime(classPath)) {
            diagnostics.error(
                    Code.SG0802,
                    null,
                    "bindings use dev.shimgen:shimgen-runtime, and it is no dependency of the project: add it, with the"
                            + " version of shimgen-spec. A project that only wants the library sets shimgen.bindings to"
                            + " false");
        }
        diagnostics.throwIfErrors();
    }

    private static @Nullable String release(MavenProject project, String setting) {
        return Optional.ofNullable(configured(project, setting))
                .or(() -> Optional.ofNullable(configured(project, "release")))
                .or(() -> Optional.ofNullable(project.getProperties().getProperty("maven.compiler." + setting)))
                .or(() -> Optional.ofNullable(project.getProperties().getProperty("maven.compiler.release")))
                .orElse(null);
    }

    private static @Nullable String configured(MavenProject project, String setting) {
        Plugin compiler = project.getPlugin(COMPILER);
        if (compiler == null || !(compiler.getConfiguration() instanceof Xpp3Dom configuration)) {
            return null;
        }
        Xpp3Dom child = configuration.getChild(setting);
        return child == null ? null : child.getValue();
    }

    /** A value that is not a number is left for the compiler to report. */
    private static boolean isTooOld(@Nullable String release) {
        return release != null
                && release.strip().matches("[0-9]{1,4}")
                && Integer.parseInt(release.strip()) < OLDEST_RELEASE;
    }

    private static boolean hasRuntime(List<Path> classPath) throws GenerationException {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path element : classPath) {
                urls.add(element.toUri().toURL());
            }
            try (URLClassLoader classes = new URLClassLoader(urls.toArray(URL[]::new), null)) {
                return classes.findResource("dev/shimgen/runtime/Downcalls.class") != null;
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0502, "cannot read the class path: " + e.getMessage(), e);
        }
    }
}

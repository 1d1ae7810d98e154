package dev.shimgen.maven;

import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The Java release that a project's main sources are compiled for. */
final class CompilerRelease {

    private static final String COMPILER = "org.apache.maven.plugins:maven-compiler-plugin";

    private CompilerRelease() {}

    /** {@return the compiler plugin's {@code release}; {@code null} if the POM does not say one} */
    static @Nullable String of(MavenProject project) {
        Plugin compiler = project.getPlugin(COMPILER);
        Stream<Object> configurations = compiler == null
                ? Stream.empty()
                : Stream.concat(
                        compiler.getExecutions().stream()
                                .filter(e -> e.getId().equals("default-compile"))
                                .flatMap(e -> Stream.ofNullable(e.getConfiguration())),
                        Stream.ofNullable(compiler.getConfiguration()));
        return configurations
                .flatMap(c -> c instanceof Xpp3Dom dom ? Stream.ofNullable(dom.getChild("release")) : Stream.empty())
                .flatMap(release -> Stream.ofNullable(release.getValue()))
                .map(String::strip)
                .filter(release -> !release.isEmpty())
                .findFirst()
                .orElseGet(() -> project.getProperties().getProperty("maven.compiler.release"));
    }
}

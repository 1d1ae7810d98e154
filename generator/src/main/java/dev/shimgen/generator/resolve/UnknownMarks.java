package dev.shimgen.generator.resolve;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.resolve.vocabulary.SpecNames;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import java.util.stream.Stream;

/**
 * Annotations of authors' own that ask for something, of which nobody here has heard. Passed over, they would leave a shim that
 * does not do what its spec says.
 */
final class UnknownMarks {

    private final Behaviours behaviours;
    private final Diagnostics diagnostics;

    UnknownMarks(Behaviours behaviours, Diagnostics diagnostics) {
        this.behaviours = behaviours;
        this.diagnostics = diagnostics;
    }

    /** Reports each once, wherever it stands: one on an interface is one of all its methods. */
    void report(ShimSpec spec) {
        spec.methods().stream()
                .flatMap(UnknownMarks::all)
                .filter(this::isUnknown)
                .map(annotation -> Diagnostic.error(Code.SG0214, annotation.position(), message(annotation)))
                .distinct()
                .forEach(diagnostics::report);
    }

    private static Stream<SpecAnnotation> all(SpecMethod method) {
        return Stream.concat(
                method.annotations().stream(),
                method.parameters().stream().flatMap(parameter -> parameter.annotations().stream()));
    }

    private boolean isUnknown(SpecAnnotation annotation) {
        return annotation.mark() != SpecAnnotation.Mark.NONE
                && !annotation.type().startsWith(SpecNames.PACKAGE)
                && behaviours.ordered().stream().noneMatch(b -> b.annotation().equals(annotation.type()));
    }

    private static String message(SpecAnnotation annotation) {
        if (!annotation.isBehaviour()) {
            return "@" + annotation.simpleName() + " (" + annotation.type()
                    + ") is marked @Meaning, and the meanings are"
                    + " those of dev.shimgen.spec: a jar cannot bring another one today. Leave it out, or use the one"
                    + " that is nearest: " + String.join(", ", SpecNames.meanings());
        }
        return "@" + annotation.simpleName() + " (" + annotation.type()
                + ") is marked @Behaviour, and nothing here does"
                + " it: no jar on the plugin's class path names, in"
                + " META-INF/services/dev.shimgen.generator.behaviour.Behaviour, a behaviour for it. The project's own"
                + " dependencies are not looked at: put the jar that has it into the plugin's, in the pom:\n"
                + """
                    <plugin>
                      <groupId>dev.shimgen</groupId>
                      <artifactId>shimgen-maven-plugin</artifactId>
                      <dependencies>
                        <dependency>
                          <groupId>…</groupId>
                          <artifactId>…</artifactId>
                          <version>…</version>
                        </dependency>
                      </dependencies>
                    </plugin>""".indent(2).stripTrailing();
    }
}

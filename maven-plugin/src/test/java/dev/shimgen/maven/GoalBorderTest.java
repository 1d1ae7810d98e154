package dev.shimgen.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class GoalBorderTest {

    private static final SourcePosition PLACE = new SourcePosition("A.java", 3, 5, "int acess();");

    private final List<String> printed = new ArrayList<>();

    @Test
    void printsEachMessageOnceAndLeavesMavenToCountThem() {
        GenerationException failure = new GenerationException(List.of(
                Diagnostic.error(Code.SG0202, PLACE, "one"),
                Diagnostic.warning(Code.SG0210, null, "two"),
                Diagnostic.error(Code.SG0102, null, "three"),
                Diagnostic.error(Code.SG0102, null, "four")));

        MojoFailureException summary = run(failure);

        assertThat(printed)
                .containsExactly(
                        "E A.java:3:5: error: [SG0202] one",
                        "E int acess();",
                        "E     ^",
                        "W warning: [SG0210] two",
                        "E error: [SG0102] three",
                        "E error: [SG0102] four");
        assertThat(summary).hasMessage("3 errors, shown above: SG0102, SG0202").hasNoCause();
    }

    @Test
    void countsOne() {
        assertThat(run(new GenerationException(Code.SG0401, "no C compiler", null)))
                .hasMessage("1 error, shown above: SG0401");
    }

    @Test
    void leavesOutWhatIsSwitchedOff() throws Exception {
        List<Switch> switches = List.of(new Switch("shimgen.skip", "false"), new Switch("shimgen.run.skip", "true"));

        GoalBorder.run(new Printed(), switches, () -> printed.add("done"));

        assertThat(printed).containsExactly("I left out: shimgen.run.skip is set");
    }

    private MojoFailureException run(GenerationException failure) {
        return catchThrowableOfType(
                MojoFailureException.class,
                () -> GoalBorder.run(new Printed(), List.of(new Switch("shimgen.skip", "false")), () -> {
                    throw failure;
                }));
    }

    private final class Printed extends SystemStreamLog {
        @Override
        public void error(CharSequence line) {
            printed.add("E " + line);
        }

        /** The stack trace, for {@code mvn -X}. */
        @Override
        public void debug(Throwable error) {}

        @Override
        public void info(CharSequence line) {
            printed.add("I " + line);
        }

        @Override
        public void warn(CharSequence line) {
            printed.add("W " + line);
        }
    }
}

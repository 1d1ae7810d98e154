package dev.shimgen.generator.goal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.goal.generate.GenerationResult;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CommandResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One spec of all ready-made groups: its C compiles without a warning, and programs run under it. */
@Tag("whole-libc")
class GroupsInUseTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "@Trace"})
    void allGroupsTogether(String behaviour) throws Exception {
        TestProject project = new TestProject(folder).groups(behaviour, ReadyMadeGroups.names());
        GenerationResult result = project.generate();
        assertThat(result.warnings()).isEmpty();

        Path library = project.compileWithBoth();

        boolean python = TestProject.isInstalled("python3");
        if (!python) {
            System.out.println("SKIPPED: no python3 on this machine; only ls and bash run");
        }
        for (String variable : List.of("SHIMGEN_TRACE=", "SHIMGEN_TRACE=" + folder.resolve("trace.txt"))) {
            assertPrints("/\n", project.run(library, List.of(variable), "ls", "-d", "/"));
            assertPrints("3\n", project.run(library, List.of(variable), "bash", "-c", "(echo $((1 + 2))) | cat"));
            if (python) {
                assertPrints(
                        "[2, 3] 7\n",
                        project.run(
                                library,
                                List.of(variable),
                                "python3",
                                "-c",
                                "import subprocess; print(sorted([3, 2]), subprocess.call(['sh', '-c', 'exit 7']))"));
            }
        }
    }

    private static void assertPrints(String expected, CommandResult result) {
        assertThat(result.stderr()).isEmpty();
        assertThat(result.stdout()).isEqualTo(expected);
        assertThat(result.exitCode()).isZero();
    }
}

package dev.shimgen.samples.filetrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The trace and {@code strace -f -k -e trace=%file} agree on which files were asked for.
 *
 * <p>Both watch the same run, so that temporary names and process numbers are the same too. {@code -k} shows how the
 * program came to each system call: whether it went through our library, and if not, who made it.
 */
final class AgreementTest {

    @TempDir
    private Path folder;

    static Stream<Program> programs() {
        return Program.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void traceAndStraceAgree(Program program) throws Exception {
        Program.assumeInstalled("strace");
        Program.assumeInstalled(program.label());
        Path home = Files.createDirectories(folder.resolve("home"));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        List<String> command =
                new ArrayList<>(List.of("strace", "-ff", "-qq", "-k", "-ttt", "-s", "65536", "-e", "trace=%file"));
        for (Map.Entry<String, String> added : Preload.traced(logs).entrySet()) {
            command.addAll(List.of("-E", added.getKey() + "=" + added.getValue()));
        }
        command.addAll(List.of("-o", logs.resolve("strace").toString(), "--"));
        command.addAll(program.command());
        Run.of(command, Workspace.make(folder.resolve("work")), Preload.plain(home));

        List<SystemCall> kernel = StraceLog.read(logs).stream()
                .filter(call -> !call.call().paths().isEmpty())
                .toList();
        List<Call> traced = TraceLog.read(logs).calls();
        assertThat(kernel).as("%s: what strace saw", program.label()).isNotEmpty();
        assertThat(kernel.stream().filter(SystemCall::throughShim))
                .as("%s: system calls that came through the library", program.label())
                .isNotEmpty();

        Remainder.Log log = new Remainder.Log(logs, StraceLog.first(logs), traced);
        Set<String> tracedPaths = paths(traced.stream());
        List<SystemCall> unexplained = kernel.stream()
                .filter(call -> !tracedPaths.containsAll(call.call().paths()) || !call.throughShim())
                .filter(call -> Remainder.of(call, log).isEmpty())
                .toList();
        assertThat(unexplained).as("%s: files that only strace saw", program.label()).isEmpty();

        Set<String> kernelPaths = paths(kernel.stream().map(SystemCall::call));
        List<Call> invented = traced.stream()
                .filter(call -> !kernelPaths.containsAll(call.paths()))
                .filter(call -> !Answered.otherwise(call, kernelPaths))
                .toList();
        assertThat(invented).as("%s: files that only the trace shows", program.label()).isEmpty();
    }

    private static Set<String> paths(Stream<Call> calls) {
        return calls.flatMap(call -> call.paths().stream()).collect(Collectors.toCollection(HashSet::new));
    }
}

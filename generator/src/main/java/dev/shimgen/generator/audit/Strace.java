package dev.shimgen.generator.audit;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The strace of this machine.
 *
 * @param program the program, looked for on {@code PATH} unless it has a slash
 * @param stackTraces whether it prints the stack of each call ({@code -k}, if it was built with libunwind or libdw)
 * @param seccomp whether strace lets the calls that it does not trace run at full speed ({@code --seccomp-bpf}, since
 *     5.3); not used where it would change what rights a program has
 */
public record Strace(String program, boolean stackTraces, boolean seccomp) {

    /** How many bytes of a string strace prints: enough for any path, and for LD_PRELOAD. */
    private static final String STRING_LIMIT = "65536";

    /**
     * Asks strace what it can do.
     *
     * @param program the program, looked for on {@code PATH} unless it has a slash
     * @param stackTraces whether stack traces are wanted
     * @param limit how long an answer may take
     * @throws GenerationException {@link Code#SG0610} if it cannot be started; {@link Code#SG0611} if it may not trace
     */
    public static Strace find(String program, boolean stackTraces, Duration limit) throws GenerationException {
        CommandResult plain = trial(program, List.of(), limit);
        if (!plain.ok()) {
            throw new GenerationException(
                    Code.SG0611,
                    program + " cannot trace processes here: " + plain.stderr().strip()
                            + "\nIt needs ptrace(2): in a container, --cap-add=SYS_PTRACE; below another tracer (strace, gdb) it"
                            + " never can; /proc/sys/kernel/yama/ptrace_scope must be less than 3",
                    null);
        }
        boolean stacks = stackTraces && trial(program, List.of("-k"), limit).ok();
        boolean seccomp = !leavesRights()
                && trial(program, List.of("--seccomp-bpf"), limit).ok();
        return new Strace(program, stacks, seccomp);
    }

    /**
     * A set-user-ID program gets its rights under a tracer only if that runs as root (man 2 ptrace). With --seccomp-bpf
     * it would not get them even then, since strace sets no_new_privs for it; and without these rights the program
     * would load a shim that it normally ignores.
     */
    private static boolean leavesRights() throws GenerationException {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new GenerationException(Code.SG0611, "cannot tell whose process this is: " + e, e);
        }
    }

    /** Lets strace trace itself, the one program that certainly exists. */
    private static CommandResult trial(String program, List<String> options, Duration limit)
            throws GenerationException {
        List<String> words = new ArrayList<>(List.of(program, "-f", "-o", "/dev/null", "-e", "trace=execve"));
        words.addAll(options);
        words.addAll(List.of(program, "-V"));
        try {
            return CommandRunner.run(words, null, "", limit);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0610,
                    "cannot start strace, which an audit needs: " + e.getMessage()
                            + "\nInstall it (Debian: apt-get install strace), or name it with shimgen.strace",
                    e);
        } catch (CommandRunner.TimeoutException e) {
            throw new GenerationException(Code.SG0611, "strace does not end: " + e.getMessage(), e);
        }
    }

    /**
     * {@return the words that run a command below strace}
     *
     * @param output the file that strace writes to
     * @param calls the system calls to trace
     * @param command the command and its arguments
     * @param environment the additional variables for the command
     */
    List<String> command(Path output, Set<String> calls, List<String> command, Map<String, String> environment) {
        Set<String> traced = new TreeSet<>(calls);
        traced.addAll(Processes.FOLLOWED);
        String followed =
                Processes.FOLLOWED.stream().sorted().map(Strace::perhaps).collect(Collectors.joining(","));
        List<String> words = new ArrayList<>(List.of(program, "-f", "-q"));
        if (seccomp) {
            words.add("--seccomp-bpf");
        }
        if (stackTraces) {
            words.add("-k");
        }
        words.addAll(List.of("-o", output.toString(), "-s", STRING_LIMIT, "-e", "signal=none"));
        // execve is printed with its whole environment; of the others, names and results are enough.
        words.addAll(List.of("-e", "abbrev=!?execve,?execveat", "-e", "raw=!" + followed));
        words.add("-e");
        words.add("trace=" + traced.stream().map(Strace::perhaps).collect(Collectors.joining(",")));
        environment.keySet().stream().sorted().forEach(name -> {
            words.add("-E");
            words.add(name + "=" + environment.get(name));
        });
        words.add("--");
        words.addAll(command);
        return words;
    }

    /** With a question mark, a name that this strace or this machine does not know is not an error. */
    private static String perhaps(String call) {
        return "?" + call;
    }
}

package dev.shimgen.generator.audit;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The system calls of a run, by the program that made them. */
final class Tally {

    /**
     * Executions that the report need not tell apart.
     *
     * @param execution how they were started; {@code null} for processes whose parent was never known
     * @param entry the file that their first call was made from, empty if it is not known
     * @param openedShims whether their dynamic linker opened the shims
     */
    record Program(@Nullable Execution execution, String entry, boolean openedShims) {}

    private final Map<Program, Long> started = new HashMap<>();
    private final Map<Program, Map<CallKey, Long>> calls = new HashMap<>();

    /** Adds the start and the calls of a program. */
    void add(ProgramImage image) {
        Program program = new Program(image.execution(), image.entry(), image.openedShims());
        started.merge(program, 1L, Long::sum);
        Map<CallKey, Long> counts = calls.computeIfAbsent(program, p -> new HashMap<>());
        image.calls().forEach((key, count) -> counts.merge(key, count, Long::sum));
    }

    /** {@return how often each program was started} */
    Map<Program, Long> started() {
        return Collections.unmodifiableMap(started);
    }

    /** {@return how many calls a program made, by call and origin} */
    Map<CallKey, Long> calls(Program program) {
        return Collections.unmodifiableMap(calls.getOrDefault(program, Map.of()));
    }
}

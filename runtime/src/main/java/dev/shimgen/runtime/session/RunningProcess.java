package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process, whatever it executes.
 *
 * @param id its id
 * @param start when it was started: another one that gets the id later has another time
 */
record RunningProcess(int id, String start) {

    /** Where the time of the start is among the fields behind the name: it is the 22nd of all. */
    private static final int START = 19;

    /**
     * {@return the process that has an id now; empty if there is none} It may have ended already, if its parent has not asked for its
     * status yet.
     */
    static Optional<RunningProcess> of(int id) {
        return of(id, fields(id));
    }

    private static Optional<RunningProcess> of(int id, List<String> fields) {
        return fields.size() > START ? Optional.of(new RunningProcess(id, fields.get(START))) : Optional.empty();
    }

    /** man 5 proc: those behind the name in parentheses, of which the first is the state; none if there is no such process. */
    private static List<String> fields(int id) {
        try {
            String stat = Files.readString(Path.of("/proc/" + id + "/stat"), StandardCharsets.ISO_8859_1);
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return List.of(); // it has ended
        }
    }

    /** {@return when it was started, in clock ticks since the machine's start} */
    long ticks() {
        return Long.parseLong(start);
    }

    /** Whether it has not ended: a zombie has, whose parent has not asked for its status yet. */
    boolean isRunning() {
        List<String> fields = fields(id);
        return of(id, fields).equals(Optional.of(this))
                && !fields.get(0).equals("Z")
                && !fields.get(0).equals("X");
    }
}

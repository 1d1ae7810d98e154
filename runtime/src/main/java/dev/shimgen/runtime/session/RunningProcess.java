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

    /** {@return the process that has an id now; empty if none runs} */
    static Optional<RunningProcess> of(int id) {
        List<String> fields;
        try {
            String stat = Files.readString(Path.of("/proc/" + id + "/stat"), StandardCharsets.ISO_8859_1);
            // man 5 proc: the 3rd field, behind the name in parentheses, is the state, the 22nd the time.
            fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
        // A process that has ended, and whose parent has not asked for its status yet, is a zombie.
        boolean runs = fields.size() > 19
                && !fields.get(0).equals("Z")
                && !fields.get(0).equals("X");
        return runs ? Optional.of(new RunningProcess(id, fields.get(19))) : Optional.empty();
    }

    /** {@return when it was started, in clock ticks since the machine's start} */
    long ticks() {
        return Long.parseLong(start);
    }

    boolean isRunning() {
        return of(id).equals(Optional.of(this));
    }
}

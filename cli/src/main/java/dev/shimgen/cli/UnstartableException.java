package dev.shimgen.cli;

import dev.shimgen.runtime.Errno;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that could not be started. */
final class UnstartableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The exit statuses that shells, {@code env(1)} and {@code timeout(1)} have for it. */
    private static final int NOT_EXECUTABLE = 126;

    private static final int NOT_FOUND = 127;

    /** Where Java says the number of the error; what is around it differs from release to release. */
    private static final Pattern NUMBER = Pattern.compile("error[:=] ?(\\d+)");

    private final int status;

    private UnstartableException(String message, int status, IOException cause) {
        super(message, cause);
        this.status = status;
    }

    /**
     * {@return what is to be said where Java could not start a program; another failure as it is}
     *
     * @param failure Java's exception
     */
    static IOException of(String program, IOException failure) {
        String front = "Cannot run program \"" + program + "\"";
        String message = String.valueOf(failure.getMessage());
        if (!message.startsWith(front)) {
            return failure;
        }
        Matcher matcher = NUMBER.matcher(message.substring(front.length()));
        int number = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        String why = Errno.of(number)
                .map(error -> error.description().substring(0, 1).toLowerCase(Locale.ROOT)
                        + error.description().substring(1))
                .orElse(message.strip());
        String name = program.isEmpty() ? Words.quoted(program) : program;
        return new UnstartableException(
                name + ": " + why, number == Errno.ENOENT.number() ? NOT_FOUND : NOT_EXECUTABLE, failure);
    }

    /** {@return the exit status of a command that was to start it} */
    int status() {
        return status;
    }
}

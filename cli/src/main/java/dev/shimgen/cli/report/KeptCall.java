package dev.shimgen.cli.report;

import dev.shimgen.runtime.event.OpenFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call that is shown.
 *
 * @param thread the index of its thread
 * @param function the index of its function
 * @param took nanoseconds; {@link #BEGUN} if it is told of when it begins, since it may never return; {@link #OPEN} if it had not
 *     returned at the end
 * @param error 0 if it has not failed, -1 if it has and no error number says why
 * @param text in the form of strace(1)
 * @param paths those that were passed
 * @param files what its descriptors stand for
 */
record KeptCall(
        int thread,
        int function,
        long began,
        long took,
        int error,
        String text,
        List<String> paths,
        List<OpenFile> files) {

    static final long BEGUN = -1;
    static final long OPEN = -2;

    KeptCall {
        paths = List.copyOf(paths);
        files = List.copyOf(files);
    }

    boolean failed() {
        return error != 0;
    }

    /** {@return paths and files in one text with a line feed between them, which a printable path has not} */
    String names() {
        if (paths.size() + files.size() <= 1) {
            // Most calls have one name at most.
            return paths.isEmpty() && files.isEmpty()
                    ? ""
                    : Printable.of(files.isEmpty() ? paths.get(0) : files.get(0).name());
        }
        return Stream.concat(paths.stream(), files.stream().map(OpenFile::name))
                .distinct()
                .map(Printable::of)
                .collect(Collectors.joining("\n"));
    }
}

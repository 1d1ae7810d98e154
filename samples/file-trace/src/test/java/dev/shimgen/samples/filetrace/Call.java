package dev.shimgen.samples.filetrace;

import java.util.List;
import java.util.Map;

/**
 * A call that was asked for with file names: a system call that strace saw, or a function that our shim traced.
 *
 * @param name the system call's or function's name
 * @param paths the file names it was given, each byte as one character; none for a call on a descriptor
 * @param failed whether it returned an error
 * @param line the line it was read from
 */
record Call(String name, List<String> paths, boolean failed, String line) {

    /** How many of a call's strings are file names, where that is not one. Later strings are results or other text. */
    private static final Map<String, Integer> PATHS = Map.ofEntries(
            Map.entry("rename", 2),
            Map.entry("renameat", 2),
            Map.entry("renameat2", 2),
            Map.entry("link", 2),
            Map.entry("linkat", 2),
            Map.entry("symlink", 2),
            Map.entry("symlinkat", 2),
            Map.entry("mount", 2),
            Map.entry("move_mount", 2),
            // The string is the answer, not the question.
            Map.entry("getcwd", 0),
            // The string is an attribute's name; the file is a descriptor.
            Map.entry("fgetxattr", 0),
            Map.entry("fsetxattr", 0),
            Map.entry("fremovexattr", 0),
            // Patterns and commands are no file names.
            Map.entry("glob", 0),
            Map.entry("system", 0),
            Map.entry("popen", 0));

    /**
     * Reads {@code name(arguments) = result}.
     *
     * @param line what strace or the shim printed, from the name on
     */
    static Call parse(String line) {
        int open = line.indexOf('(');
        String name = line.substring(0, open);
        List<String> strings = QuotedText.topLevelStrings(line, open);
        List<String> paths = strings.stream()
                .limit(PATHS.getOrDefault(name, 1))
                // An empty name with AT_EMPTY_PATH is a question about a descriptor.
                .filter(path -> !path.isEmpty())
                .toList();
        return new Call(name, paths, line.contains(" = -1 ") || line.contains(" = NULL "), line);
    }
}

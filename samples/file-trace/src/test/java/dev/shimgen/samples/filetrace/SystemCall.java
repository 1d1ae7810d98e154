package dev.shimgen.samples.filetrace;

import java.util.Arrays;
import java.util.List;

/**
 * A system call with the way the program came to it.
 *
 * @param call what was asked
 * @param stack the functions on the stack, the innermost first
 */
record SystemCall(Call call, List<Frame> stack) {

    /**
     * A function on the stack.
     *
     * @param file the ELF file it is in
     * @param symbol the nearest dynamic symbol before it, which for functions that are not exported is another's name
     */
    record Frame(String file, String symbol) {
        boolean in(String name) {
            return file.substring(file.lastIndexOf('/') + 1).startsWith(name);
        }
    }

    /** {@return whether it was made on behalf of a function that our library stands before} */
    boolean throughShim() {
        return stack.stream().anyMatch(frame -> frame.in("libfiletrace.so"));
    }

    boolean throughNone() {
        return !throughShim();
    }

    /** {@return whether a function of our library is on its stack that has such a name} */
    boolean inShim(String... names) {
        return in("libfiletrace.so", names);
    }

    /** {@return whether a function of libc is on its stack that has such a name} */
    boolean inLibc(String... names) {
        return in("libc.so.6", names);
    }

    private boolean in(String file, String... names) {
        return stack.stream()
                .filter(frame -> frame.in(file))
                // gcc puts the path that is seldom taken apart, as "open.cold".
                .map(frame -> frame.symbol().replaceFirst("\\.cold$", ""))
                .anyMatch(symbol -> Arrays.stream(names).anyMatch(symbol::matches));
    }

    boolean pathsMatch(String pattern) {
        return call.paths().stream().allMatch(path -> path.matches(pattern));
    }

    boolean madeBy(String file) {
        return !stack.isEmpty() && stack.get(0).in(file);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(call.line());
        stack.stream()
                .limit(8)
                .forEach(f -> text.append("\n      in ")
                        .append(f.symbol())
                        .append(" of ")
                        .append(f.file()));
        return text.toString();
    }
}

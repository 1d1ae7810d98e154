package dev.shimgen.samples.filetrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A command that compiles, as a compiler driver got it: gcc(1), "Overall Options".
 *
 * @param sources what it compiles
 * @param output what {@code -o} names
 * @param compiles whether it was told to stop before it links
 * @param arguments all of them, the driver in front, what files of arguments have in the place of these
 * @param places where the sources stand among the arguments
 */
record CompilerCommand(
        List<String> sources, Optional<String> output, boolean compiles, List<String> arguments, Set<Integer> places) {

    /** A driver's name, with a target in front and a version behind: {@code aarch64-linux-gnu-g++-12}. */
    private static final Pattern DRIVER =
            Pattern.compile("(?:[\\w.+]+-)*(?:cc|c\\+\\+|c89|c99|gcc|g\\+\\+|clang|clang\\+\\+)(?:-\\d+(?:\\.\\d+)*)?");

    /** gcc(1): what is behind the last point of a source of C and its like, and of assembler. */
    private static final Set<String> SUFFIXES = Set.of(
            "c", "i", "ii", "m", "mi", "mm", "M", "mii", "cc", "cp", "cxx", "cpp", "CPP", "c++", "C", "s", "S", "sx");

    /** Options that take the next argument, whatever it looks like. */
    private static final Set<String> WITH_NEXT = Set.of(
            "-o",
            "-x",
            "-I",
            "-D",
            "-U",
            "-A",
            "-B",
            "-L",
            "-l",
            "-T",
            "-u",
            "-z",
            "-e",
            "-include",
            "-imacros",
            "-isystem",
            "-iquote",
            "-idirafter",
            "-iprefix",
            "-iwithprefix",
            "-iwithprefixbefore",
            "-isysroot",
            "-imultilib",
            "-MF",
            "-MT",
            "-MQ",
            "-Xlinker",
            "-Xassembler",
            "-Xpreprocessor",
            "-Xclang",
            "-arch",
            "-target",
            "--param",
            "-aux-info",
            "-dumpbase",
            "-dumpbase-ext",
            "-dumpdir",
            "-wrapper");

    /** With these a driver compiles nothing: it preprocesses, says something, or (clang) is its own compiler proper. */
    private static final Set<String> OTHERWISE =
            Set.of("-E", "-M", "-MM", "-###", "-cc1", "-cc1as", "--version", "--help", "-dumpversion", "-dumpmachine");

    /** What stands for standard input. */
    private static final String STANDARD_INPUT = "-";

    /** {@return what a program compiles; empty if it is no compiler driver, or compiles nothing} */
    static Optional<CompilerCommand> of(Executions.Execution execution) {
        String program = execution.program();
        String name = program.substring(program.lastIndexOf('/') + 1);
        if (!DRIVER.matcher(name).matches() || execution.arguments().isEmpty()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>(List.of(program));
        arguments.addAll(execution.arguments().subList(1, execution.arguments().size()));
        Optional<CompilerCommand> plain = parse(arguments);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("@"))) {
            return plain;
        }
        // Where a file has no more than options, it is named as it was.
        Optional<CompilerCommand> expanded = parse(ArgumentFile.expand(arguments, execution.folder()));
        boolean same = plain.isPresent()
                && expanded.isPresent()
                && plain.get().sources().equals(expanded.get().sources())
                && plain.get().output().equals(expanded.get().output())
                && plain.get().compiles() == expanded.get().compiles();
        return same ? plain : expanded;
    }

    private static Optional<CompilerCommand> parse(List<String> arguments) {
        List<String> sources = new ArrayList<>();
        Set<Integer> places = new TreeSet<>();
        Optional<String> output = Optional.empty();
        boolean compiles = false;
        boolean named = false; // the language, by -x
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (OTHERWISE.contains(argument) || argument.startsWith("-print-")) {
                return Optional.empty();
            }
            compiles |= Set.of("-c", "-S", "-fsyntax-only").contains(argument);
            if (argument.startsWith("-x")) {
                named = !(argument.equals("-x") ? next : argument.substring(2)).equals("none");
            }
            if (argument.startsWith("-o")) {
                output = Optional.of(argument.equals("-o") ? next : argument.substring(2));
            }
            if (WITH_NEXT.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@") && (named || isSource(argument))) {
                sources.add(argument);
                places.add(i);
            } else if (argument.equals(STANDARD_INPUT)) {
                return Optional.empty(); // a question of a configure script: there is no file
            }
        }
        return sources.isEmpty()
                ? Optional.empty()
                : Optional.of(new CompilerCommand(sources, output, compiles, arguments, places));
    }

    private static boolean isSource(String name) {
        return SUFFIXES.contains(name.substring(name.lastIndexOf('.') + 1)) && name.contains(".");
    }

    /** {@return the command for one of the sources: the others are left out, and nothing is linked} */
    List<String> argumentsFor(int place) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (i == place || !places.contains(i)) {
                own.add(arguments.get(i));
            }
            if (i == 0 && !compiles) {
                own.add("-c");
            }
        }
        return own;
    }
}

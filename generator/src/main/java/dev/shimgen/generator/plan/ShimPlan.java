package dev.shimgen.generator.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that the emitters need, every decision taken.
 *
 * @param name the shim's name
 * @param packageName the spec's package, empty for the unnamed one
 * @param interfaceName the spec's simple name
 * @param featureMacros to define before the first header, {@code _GNU_SOURCE} for example
 * @param headers to include, in an order in which they parse together, each once
 * @param calls one for each method of the spec whose function is there, sorted by name
 * @param absent the methods of ready-made groups whose functions this libc does not have, sorted by name
 * @param constantSets the tables of names that parameters are printed with, sorted by id
 * @param structs the structs that parameters point to and those inside them, sorted by C type
 * @param constants what the Java side gets a name for, sorted by name
 * @param versions the versions that the library defines, the oldest first; empty if no symbol has one
 */
public record ShimPlan(
        String name,
        String packageName,
        String interfaceName,
        List<String> featureMacros,
        List<String> headers,
        List<CallPlan> calls,
        List<AbsentCall> absent,
        List<ConstantSet> constantSets,
        List<StructPlan> structs,
        List<NamedConstant> constants,
        List<String> versions) {

    public ShimPlan {
        featureMacros = List.copyOf(featureMacros);
        headers = List.copyOf(headers);
        calls = List.copyOf(calls);
        absent = List.copyOf(absent);
        constantSets = List.copyOf(constantSets);
        structs = List.copyOf(structs);
        constants = List.copyOf(constants);
        versions = List.copyOf(versions);
    }

    /** A plan for a libc that has everything. */
    public ShimPlan(
            String name,
            String packageName,
            String interfaceName,
            List<String> featureMacros,
            List<String> headers,
            List<CallPlan> calls,
            List<ConstantSet> constantSets,
            List<StructPlan> structs,
            List<NamedConstant> constants,
            List<String> versions) {
        this(
                name,
                packageName,
                interfaceName,
                featureMacros,
                headers,
                calls,
                List.of(),
                constantSets,
                structs,
                constants,
                versions);
    }

    /**
     * The functions by which a program that uses libc restricts itself: its system calls by prctl(2), and by syscall(2) for
     * seccomp(2), which glibc has no function for; its memory, of which a session has a part, by mlockall(2) and setrlimit(2).
     */
    public static final List<String> RESTRICTING =
            List.of("mlockall", "prctl", "prlimit", "prlimit64", "setrlimit", "setrlimit64", "syscall");

    /**
     * {@return the symbols that the library stands before for its own sake, sorted: those of {@link #RESTRICTING} that no call of the
     * spec has, if a behaviour makes system calls} They have no line and no Java method.
     */
    public List<String> watched() {
        if (!makesSystemCalls(calls)) {
            return List.of();
        }
        return unnamed(RESTRICTING);
    }

    /** The functions by which a program finds what a library offers that it has loaded: dlsym(3). */
    public static final List<String> LOOKING_UP = List.of("dlsym", "dlvsym");

    /** libc itself: every program has it before it can load anything. */
    private static final String LIBC = "libc.so";

    /**
     * {@return the symbols that the library stands before to lead plug-ins to functions of their own, sorted: those of
     * {@link #LOOKING_UP} that no call of the spec has, if there are {@link #functionsOfLibraries}} They have no line and no
     * Java method.
     */
    public List<String> lookups() {
        return functionsOfLibraries(calls).isEmpty() ? List.of() : unnamed(LOOKING_UP);
    }

    /**
     * {@return the wrapped functions of other libraries than libc itself, by the library} A program may be without them, and what it
     * loads may have its own of that name.
     */
    public static SortedMap<String, SortedSet<String>> functionsOfLibraries(List<CallPlan> calls) {
        SortedMap<String, SortedSet<String>> functions = new TreeMap<>();
        calls.stream().flatMap(call -> call.entries().stream()).forEach(entry -> {
            String library = entry.provider().library();
            if (!library.isEmpty() && !library.startsWith(LIBC)) {
                functions.computeIfAbsent(library, l -> new TreeSet<>()).add(entry.symbol());
            }
        });
        return functions;
    }

    private List<String> unnamed(List<String> functions) {
        return functions.stream()
                .filter(function -> calls.stream()
                        .flatMap(call -> call.entries().stream())
                        .noneMatch(entry -> entry.symbol().equals(function)))
                .toList();
    }

    /** {@return whether a behaviour of one of the calls makes system calls of its own} */
    public static boolean makesSystemCalls(List<CallPlan> calls) {
        return calls.stream().flatMap(call -> call.behaviours().stream()).anyMatch(BehaviourPlan::makesSystemCalls);
    }
}

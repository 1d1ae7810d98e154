package dev.shimgen.generator.plan;

import java.util.List;

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
     * The functions by which a program that uses libc restricts its own system calls: prctl(2), and syscall(2) for seccomp(2),
     * which glibc has no function for.
     */
    public static final List<String> RESTRICTING = List.of("prctl", "syscall");

    /**
     * {@return the symbols that the library stands before for its own sake, sorted: those of {@link #RESTRICTING} that no call of the
     * spec has, if a behaviour makes system calls} They have no line and no Java method.
     */
    public List<String> watched() {
        if (!makesSystemCalls(calls)) {
            return List.of();
        }
        return RESTRICTING.stream()
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

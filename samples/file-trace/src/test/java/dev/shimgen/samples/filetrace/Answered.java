package dev.shimgen.samples.filetrace;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiPredicate;

/** Why our trace shows a file name that the kernel was never asked for in that form. */
enum Answered {
    /** {@code execvp}, {@code posix_spawnp}: the kernel is asked for the name in a folder of PATH. */
    NAME_IN_PATH((call, kernel) -> Set.of("execvp", "execvpe", "posix_spawnp").contains(call.name())
            && call.paths().stream()
                    .allMatch(name -> !name.contains("/") && kernel.stream().anyMatch(p -> p.endsWith("/" + name)))),

    /** {@code realpath}: the kernel is asked for each component of the absolute name. */
    COMPONENTS_OF_A_NAME(
            (call, kernel) -> Set.of("realpath", "canonicalize_file_name").contains(call.name()));

    private final BiPredicate<Call, Set<String>> explains;

    Answered(BiPredicate<Call, Set<String>> explains) {
        this.explains = explains;
    }

    /**
     * {@return whether there is a good reason}
     *
     * @param kernel the names that strace saw
     */
    static boolean otherwise(Call call, Set<String> kernel) {
        return Arrays.stream(values()).anyMatch(reason -> reason.explains.test(call, kernel));
    }
}

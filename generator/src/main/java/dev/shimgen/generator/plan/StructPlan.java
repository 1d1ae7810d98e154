package dev.shimgen.generator.plan;

import dev.shimgen.generator.header.StructFact;
import java.util.List;

/**
 * A struct that the Java side gets a class for.
 *
 * @param javaName the class's simple name: {@code Stat} for {@code struct stat}
 * @param fact its layout; generated C asserts size and offsets
 * @param macros the names in its members' paths that the headers define as macros too, sorted: {@code si_pid}, which
 *     stands for {@code _sifields._kill.si_pid}
 * @param unsigned the names of the fields whose elements are unsigned integers, in order of declaration: Java has no types
 *     for them
 */
public record StructPlan(String javaName, StructFact fact, List<String> macros, List<String> unsigned) {

    public StructPlan {
        macros = List.copyOf(macros);
        unsigned = List.copyOf(unsigned);
    }
}

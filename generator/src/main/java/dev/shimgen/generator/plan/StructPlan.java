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
 */
public record StructPlan(String javaName, StructFact fact, List<String> macros) {

    public StructPlan {
        macros = List.copyOf(macros);
    }
}

package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Macros that headers define as short names of members of inner unions and structs: {@code si_pid} for {@code
 * _sifields._kill.si_pid} (man 2 sigaction), {@code st_mtime} for {@code st_mtim.tv_sec} (man 3 stat).
 */
public record MemberMacros(Preprocessed preprocessed) {

    /**
     * {@return names in the members' paths that are also macros, sorted: C cannot name these paths while they are
     * defined}
     */
    public List<String> hiding(StructFact struct) {
        return struct.fields().stream()
                .flatMap(field -> Stream.of(field.name().split("\\.")))
                .filter(preprocessed.objectMacros()::containsKey)
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return the path that an author's name stands for: the macro's body, or the name itself} */
    public String path(String name) {
        return preprocessed.objectMacros().getOrDefault(name, name).replace(" ", "");
    }

    /**
     * {@return the first name in a path that is also a macro, and would change the path; empty if the path is one name}
     */
    public Optional<String> hiding(String path) {
        return path.indexOf('.') < 0
                ? Optional.empty()
                : Stream.of(path.split("\\."))
                        .filter(preprocessed.objectMacros()::containsKey)
                        .findFirst();
    }

    /** {@return the macro that stands for a path} */
    public Optional<String> standingFor(String path) {
        return preprocessed.objectMacros().entrySet().stream()
                .filter(macro -> macro.getValue().equals(path))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}

package dev.shimgen.generator.emit.java;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names for C names. They stay as they are wherever Java allows it, so that a man page can be used as it is. */
final class JavaNames {

    /** Methods that every struct class has of Object, of its base or of its own: a field cannot have their names. */
    private static final Set<String> STRUCT_METHODS = Set.of(
            "allocate",
            "at",
            "clone",
            "describe",
            "describeArray",
            "element",
            "elementOffset",
            "equals",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "of",
            "pointer",
            "segment",
            "size",
            "toString",
            "wait",
            // Not a keyword, but a call without a qualifier is read as a statement.
            "yield");

    private final Set<String> taken = new HashSet<>();

    private JavaNames(Set<String> taken) {
        this.taken.addAll(taken);
    }

    /** {@return names for the members of a struct class} */
    static JavaNames ofStructMembers() {
        return new JavaNames(STRUCT_METHODS);
    }

    /** {@return names that differ from some that are given away already} */
    static JavaNames without(Set<String> taken) {
        return new JavaNames(taken);
    }

    /**
     * {@return a name that nobody has yet: the C name, with {@code _} for the dots of an inner struct's member, and more
     * {@code _} at the end until it is free and no keyword}
     */
    String take(String cName) {
        String name = cName.replace('.', '_');
        while (SourceVersion.isKeyword(name) || !taken.add(name)) {
            name += "_";
        }
        return name;
    }
}

package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.spec.JavaType;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The structs that a spec's methods use, and those that are contained in them. */
public final class StructClosure {

    private StructClosure() {}

    /** {@return the structs, sorted by C type; one that the facts do not have is left out} */
    public static Collection<StructFact> of(List<Call> calls, HeaderFacts facts) {
        Deque<String> open = new ArrayDeque<>(named(calls));
        SortedMap<String, StructFact> closed = new TreeMap<>();
        while (!open.isEmpty()) {
            String type = open.remove();
            StructFact struct = facts.structs().get(type);
            if (struct != null && closed.putIfAbsent(type, struct) == null) {
                struct.fields().stream()
                        .map(StructFact.Field::struct)
                        .filter(inner -> !inner.isEmpty())
                        .forEach(open::add);
            }
        }
        return closed.values();
    }

    /** {@return both, each once, sorted by C type} */
    public static Collection<StructFact> joined(Collection<StructFact> some, Collection<StructFact> others) {
        SortedMap<String, StructFact> all = new TreeMap<>();
        some.forEach(struct -> all.put(struct.type(), struct));
        others.forEach(struct -> all.put(struct.type(), struct));
        return all.values();
    }

    /** {@return the C types of the structs for which the methods have a struct's class or {@code Struct}, sorted} */
    public static SortedSet<String> named(List<Call> calls) {
        SortedSet<String> named = new TreeSet<>();
        for (Call call : calls) {
            add(call.method().result(), call.function().result(), named);
            List<CParameter> parameters = call.parameters();
            int both = Math.min(parameters.size(), call.method().parameters().size());
            for (int i = 0; i < both; i++) {
                add(call.method().parameters().get(i).type(), parameters.get(i).type(), named);
            }
        }
        return named;
    }

    private static void add(JavaType java, CType c, SortedSet<String> open) {
        @Nullable String struct = c.struct();
        if (struct != null && JavaTypes.isStruct(java, struct)) {
            open.add(struct);
        }
    }
}

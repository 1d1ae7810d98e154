package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What names mean inside the spec's package. */
final class JavaScope {

    private static final Map<String, TypeName> PRIMITIVES = Map.of(
            "void", TypeName.VOID,
            "boolean", TypeName.BOOLEAN,
            "byte", TypeName.BYTE,
            "short", TypeName.SHORT,
            "char", TypeName.CHAR,
            "int", TypeName.INT,
            "long", TypeName.LONG,
            "float", TypeName.FLOAT,
            "double", TypeName.DOUBLE);

    /** Types that a spec may name without a package although the reader, on a JDK before 22, does not know them. */
    private static final Map<String, ClassName> WELL_KNOWN = Map.of(
            "String", ClassName.get(String.class),
            "MemorySegment", Api.MEMORY_SEGMENT,
            "Pointer", Api.POINTER,
            "Struct", Api.STRUCT,
            "Opaque", Api.OPAQUE);

    private final String packageName;
    private final Map<String, StructPlan> byCType = new TreeMap<>();
    private final Map<String, StructPlan> byJavaName = new TreeMap<>();
    private final Set<String> unaligned = new HashSet<>();

    /** Two of JavaPoet's types are equal if they print the same text, which each of them makes once. */
    private final Map<String, TypeName> types = new HashMap<>();

    JavaScope(ShimPlan plan) {
        packageName = plan.packageName();
        for (StructPlan struct : plan.structs()) {
            byCType.put(struct.fact().type(), struct);
            byJavaName.put(struct.javaName(), struct);
        }
        boolean found = true;
        while (found) {
            found = plan.structs().stream().map(this::addUnaligned).reduce(false, Boolean::logicalOr);
        }
    }

    /** Notes the structs inside one that may stand at an address that they are not aligned for; returns whether any is new. */
    private boolean addUnaligned(StructPlan owner) {
        boolean any = false;
        for (StructFact.Field field : owner.fact().fields()) {
            StructPlan inner = struct(field.struct());
            if (inner != null
                    && (mayBeUnaligned(owner)
                            || !StructMember.isAligned(field, inner.fact().alignment(), owner.fact()))) {
                any |= unaligned.add(inner.fact().type());
            }
        }
        return any;
    }

    /**
     * {@return whether a struct stands in a packed one, perhaps through others, where it is not aligned:
     * {@code epoll_data_t} in {@code struct epoll_event}}
     */
    boolean mayBeUnaligned(StructPlan struct) {
        return unaligned.contains(struct.fact().type());
    }

    /** {@return a class of the spec's package} */
    ClassName own(String simpleName) {
        return ClassName.get(packageName, simpleName);
    }

    /** {@return the struct of a C type, if a class is generated for it} */
    @Nullable
    StructPlan struct(@Nullable String cType) {
        return cType == null ? null : byCType.get(cType);
    }

    ClassName structClass(StructPlan struct) {
        return own(struct.javaName());
    }

    /**
     * {@return whether the foreign function API can pass the struct by value: every byte that is not padding has its
     * field, so that the rules of the calling convention (System V ABI 3.2.3) see what they see in C}
     */
    boolean passableByValue(StructPlan struct) {
        return struct.fact().complete() && struct.fact().fields().stream().allMatch(f -> passableByValue(f, struct));
    }

    private boolean passableByValue(StructFact.Field field, StructPlan owner) {
        StructPlan inner = struct(field.struct());
        return switch (StructMember.of(field, owner, this).kind()) {
            case PRIMITIVE, POINTER -> true;
            case STRUCT -> inner != null && passableByValue(inner);
            case OPAQUE -> false;
        };
    }

    /**
     * {@return the type that a spec names}
     *
     * @param javaType a primitive type, a fully qualified name, or a simple one for a class that is to be generated;
     *     perhaps with {@code []}
     */
    TypeName type(String javaType) {
        TypeName known = types.get(javaType);
        if (known == null) {
            known = make(javaType);
            types.put(javaType, known);
        }
        return known;
    }

    private TypeName make(String javaType) {
        if (javaType.endsWith("[]")) {
            return ArrayTypeName.of(
                    type(javaType.substring(0, javaType.length() - 2).strip()));
        }
        TypeName primitive = PRIMITIVES.get(javaType);
        if (primitive != null) {
            return primitive;
        }
        if (javaType.indexOf('.') >= 0) {
            return qualified(javaType);
        }
        ClassName wellKnown = WELL_KNOWN.get(javaType);
        return wellKnown != null && !byJavaName.containsKey(javaType) ? wellKnown : own(javaType);
    }

    /** By convention: a name that begins with a capital letter and is followed by another is an outer class. */
    private static ClassName qualified(String name) {
        int dot = name.lastIndexOf('.');
        String before = name.substring(0, dot);
        String last = before.substring(before.lastIndexOf('.') + 1);
        return Character.isUpperCase(last.codePointAt(0))
                ? qualified("." + before).nestedClass(name.substring(dot + 1))
                : ClassName.get(before.startsWith(".") ? before.substring(1) : before, name.substring(dot + 1));
    }
}

package dev.shimgen.generator.emit.java;

import static java.util.Objects.requireNonNull;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the class of a struct: its layout, ways to get one, accessors for every field. */
final class StructClass {

    private final StructFact fact;
    private final ClassName name;
    private final List<StructMember> members;
    private final boolean unaligned;

    StructClass(StructPlan struct, JavaScope scope) {
        this.fact = struct.fact();
        this.name = scope.structClass(struct);
        this.members = fact.fields().stream()
                .map(f -> StructMember.of(f, struct, scope))
                .toList();
        this.unaligned = scope.mayBeUnaligned(struct);
    }

    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc(javadoc())
                .addAnnotation(Emission.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .superclass(Api.NATIVE_STRUCT)
                .addField(layout())
                .addMethod(constructor())
                .addMethod(allocate())
                .addMethod(of())
                .addMethod(at());
        if (flexible()) {
            type.addMethod(atWithSize());
        } else if (fact.size() > 0) {
            type.addMethod(allocateArray()).addMethod(element());
        }
        Map<StructMember, String> names = names();
        JavaNames more = JavaNames.ofStructMembers();
        names.values().forEach(more::take);
        List<CodeBlock> described = new ArrayList<>();
        for (StructMember member : usable()) {
            FieldAccessors accessors = new FieldAccessors(member, requireNonNull(names.get(member)), more);
            accessors.methods().forEach(type::addMethod);
            // How many elements a flexible array has is not for this class to know.
            if (!member.flexible()) {
                described.add(CodeBlock.of("$S, $L", member.field().name(), accessors.shown()));
            }
        }
        return type.addMethod(toStringMethod(described)).build();
    }

    /** Fields of the struct itself choose first, those of inner structs take what is left. */
    private Map<StructMember, String> names() {
        JavaNames names = JavaNames.ofStructMembers();
        Map<StructMember, String> chosen = new HashMap<>();
        Comparator<StructMember> ownFirst =
                Comparator.comparing(m -> m.field().name().contains("."));
        usable().stream()
                .sorted(ownFirst)
                .forEach(m -> chosen.put(m, names.take(m.field().name())));
        return chosen;
    }

    /** {@return the members that a program may look at; the layout has them all} */
    private List<StructMember> usable() {
        return members.stream().filter(member -> !member.field().isReserved()).toList();
    }

    private boolean flexible() {
        return members.stream().anyMatch(StructMember::flexible);
    }

    private CodeBlock javadoc() {
        CodeBlock.Builder text = CodeBlock.builder()
                .add(
                        "{@code $L}, declared in {@code $L}: $L bytes, aligned to $L.\n",
                        fact.type(),
                        fact.header(),
                        fact.size(),
                        fact.alignment());
        if (unaligned) {
            text.add("""

                    <p>It also stands in a packed struct, so a view of one need not be aligned.
                    """);
        }
        if (!fact.complete()) {
            text.add("""

                    <p>Fields of kinds that jextract skips (bit-fields, {@code long double}) have no accessors; their
                    bytes are part of the padding.
                    """);
        }
        return text.build();
    }

    private FieldSpec layout() {
        ClassName type = fact.union() ? Api.UNION_LAYOUT : Api.STRUCT_LAYOUT;
        return FieldSpec.builder(type, "LAYOUT", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Sizes and offsets as the C compiler has them.\n")
                .initializer("$L", StructLayoutCode.of(fact, members))
                .build();
    }

    private MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Api.MEMORY_SEGMENT, "segment")
                .addStatement(unaligned ? "super(segment, LAYOUT, 1)" : "super(segment, LAYOUT)")
                .build();
    }

    private MethodSpec allocate() {
        return MethodSpec.methodBuilder("allocate")
                .addJavadoc(
                        "{@return a new one}\n\n@param arena how long it lives; an $T fills it with zeros\n", Api.ARENA)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.SEGMENT_ALLOCATOR, "arena")
                .returns(name)
                .addStatement("return new $T(arena.allocate(LAYOUT))", name)
                .build();
    }

    private MethodSpec allocateArray() {
        return MethodSpec.methodBuilder("allocate")
                .addJavadoc("""
                        {@return the first of an array of new ones; {@link #element} gives the others}

                        @param arena how long they live; an $T fills them with zeros
                        @param count how many, 0 or more
                        """, Api.ARENA)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.SEGMENT_ALLOCATOR, "arena")
                .addParameter(TypeName.LONG, "count")
                .returns(name)
                .addStatement("return new $T(arena.allocate(LAYOUT, count))", name)
                .build();
    }

    private MethodSpec element() {
        return MethodSpec.methodBuilder("element")
                .addJavadoc("""
                        {@return a view of one of the array that begins with this one, as far as this one's memory goes}

                        @param index 0 for this one itself
                        @throws $T if there is no such element
                        """, IndexOutOfBoundsException.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.LONG, "index")
                .returns(name)
                .addStatement(
                        "return new $T(segment().asSlice(elementOffset(0, index, size() / $L, $L), $L))",
                        name,
                        fact.size(),
                        fact.size(),
                        fact.size())
                .build();
    }

    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("""
                        {@return a view of the one that a segment begins with}

                        @param segment native memory, at least as large
                        @throws $T if it is smaller, $Lor on the Java heap
                        """, IllegalArgumentException.class, unaligned ? "" : "not aligned, ")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.MEMORY_SEGMENT, "segment")
                .returns(name)
                .addStatement("return new $T(segment)", name)
                .build();
    }

    private MethodSpec at() {
        return MethodSpec.methodBuilder("at")
                .addJavadoc("""
                        {@return a view of the one that a pointer points to}

                        @param pointer where C has one; nobody but the caller can know whether, and for how long
                        @throws $T if it is {@code NULL}
                        """, NullPointerException.class)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.POINTER, "pointer")
                .returns(name)
                .addStatement("return new $T($T.segment(pointer, LAYOUT.byteSize()))", name, Api.POINTERS)
                .build();
    }

    private MethodSpec atWithSize() {
        return MethodSpec.methodBuilder("at")
                .addJavadoc("""
                        As {@link #at($T)}, with what the array at the end holds.

                        @param size of all of it, in bytes
                        """, Api.POINTER)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.POINTER, "pointer")
                .addParameter(long.class, "size")
                .returns(name)
                .addStatement("return new $T($T.segment(pointer, size))", name, Api.POINTERS)
                .build();
    }

    private static MethodSpec toStringMethod(List<CodeBlock> described) {
        CodeBlock list =
                described.isEmpty() ? CodeBlock.of("") : CodeBlock.of("\n$L", CodeBlock.join(described, ",\n"));
        return MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return describe($L)", list)
                .build();
    }
}

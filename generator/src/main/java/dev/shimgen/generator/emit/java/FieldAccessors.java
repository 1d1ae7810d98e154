package dev.shimgen.generator.emit.java;

import static java.util.Objects.requireNonNull;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.shimgen.generator.header.StructFact;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes getters and setters of a field, with the field's own name. */
final class FieldAccessors {

    private final StructMember member;
    private final StructFact.Field field;
    private final String name;
    private final String textName;

    /**
     * Accessors of a field.
     *
     * @param name the methods' name
     * @param names for more methods
     */
    FieldAccessors(StructMember member, String name, JavaNames names) {
        this.member = member;
        this.field = member.field();
        this.name = name;
        this.textName = member.text() ? names.take(name + "Text") : "";
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        if (member.array()) {
            methods.add(slice("the whole array"));
            methods.add(element());
            if (member.kind() != StructMember.Kind.OPAQUE) {
                methods.add(setElement());
            }
            if (member.text()) {
                methods.add(text());
                methods.add(setText());
            }
        } else if (member.kind() == StructMember.Kind.OPAQUE) {
            methods.add(slice("its bytes"));
        } else {
            methods.add(getter());
            methods.add(setter());
        }
        return methods;
    }

    /** {@return what {@code toString} shows} */
    CodeBlock shown() {
        if (member.text()) {
            return CodeBlock.of("$N()", textName);
        }
        if (member.kind() == StructMember.Kind.OPAQUE && member.inner() == null) {
            return CodeBlock.of("$S", field.size() + " bytes");
        }
        return member.array()
                ? CodeBlock.of("describeArray($L, i -> $L)", field.count(), shown(CodeBlock.of("$N(i)", name)))
                : shown(CodeBlock.of("$N()", name));
    }

    private CodeBlock shown(CodeBlock element) {
        if (member.kind() == StructMember.Kind.OPAQUE) {
            return CodeBlock.of("$T.of($L)", member.inner(), element);
        }
        if (!member.unsigned()) {
            return element;
        }
        return switch (field.carrier()) {
            case INT8 -> CodeBlock.of("$T.toUnsignedInt($L)", Byte.class, element);
            case INT16 -> CodeBlock.of("$T.toUnsignedInt($L)", Short.class, element);
            case INT32 -> CodeBlock.of("$T.toUnsignedString($L)", Integer.class, element);
            default -> CodeBlock.of("$T.toUnsignedString($L)", Long.class, element);
        };
    }

    /** {@return a sentence for javadoc on what Java has no type for; empty for other fields} */
    private CodeBlock hint() {
        if (member.kind() == StructMember.Kind.OPAQUE && member.inner() != null) {
            return CodeBlock.of(
                    "\n<p>It stands where it is not aligned, as in every packed struct: {@link $T#of} gives a view of it.\n",
                    member.inner());
        }
        if (!member.unsigned()) {
            return CodeBlock.of("");
        }
        return switch (field.carrier()) {
            case INT8 -> CodeBlock.of("\n<p>Unsigned in C: {@link $T#toUnsignedInt} gives its value.\n", Byte.class);
            case INT16 -> CodeBlock.of("\n<p>Unsigned in C: {@link $T#toUnsignedInt} gives its value.\n", Short.class);
            case INT32 ->
                CodeBlock.of("\n<p>Unsigned in C: {@link $T#toUnsignedLong} gives its value.\n", Integer.class);
            default -> CodeBlock.of("\n<p>Unsigned in C: {@link $T#toUnsignedString} shows its value.\n", Long.class);
        };
    }

    /** {@return the field's declaration and place, for javadoc} */
    private CodeBlock declaration() {
        return CodeBlock.of("{@code $L}, at byte $L", field.type().declare(field.name()), field.offset());
    }

    private TypeName elementType() {
        return switch (member.kind()) {
            case PRIMITIVE -> Carriers.javaType(field.carrier());
            case POINTER -> Api.POINTER;
            case STRUCT -> requireNonNull(member.inner());
            case OPAQUE -> Api.MEMORY_SEGMENT;
        };
    }

    private MethodSpec getter() {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("{@return $L}\n$L", declaration(), hint())
                .addModifiers(Modifier.PUBLIC)
                .returns(elementType())
                .addStatement("return $L", get(CodeBlock.of("$L", field.offset())))
                .build();
    }

    private MethodSpec setter() {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("Sets {@code $L}.\n", field.name())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(elementType(), "value")
                .addStatement(set(CodeBlock.of("$L", field.offset())))
                .build();
    }

    private MethodSpec slice(String what) {
        CodeBlock slice = member.flexible()
                ? CodeBlock.of("segment().asSlice($L)", field.offset())
                : CodeBlock.of("segment().asSlice($L, $L)", field.offset(), field.size());
        return MethodSpec.methodBuilder(name)
                .addJavadoc("{@return $L: $L}\n$L", declaration(), what, member.array() ? CodeBlock.of("") : hint())
                .addModifiers(Modifier.PUBLIC)
                .returns(Api.MEMORY_SEGMENT)
                .addStatement("return $L", slice)
                .build();
    }

    private MethodSpec element() {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "{@return an element of {@code $L}}\n$L\n@param index $L\n@throws $T if there is no such element\n",
                        field.name(),
                        hint(),
                        indexRange(),
                        IndexOutOfBoundsException.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.LONG, "index")
                .returns(elementType())
                .addStatement("return $L", get(elementOffset()))
                .build();
    }

    private MethodSpec setElement() {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "Sets an element of {@code $L}.\n\n@param index $L\n@throws $T if there is no such element\n",
                        field.name(),
                        indexRange(),
                        IndexOutOfBoundsException.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.LONG, "index")
                .addParameter(elementType(), "value")
                .addStatement(set(elementOffset()))
                .build();
    }

    private MethodSpec text() {
        return MethodSpec.methodBuilder(textName)
                .addJavadoc("{@return {@code $L} as text, up to its first NUL}\n", field.name())
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $T.readArray($N())", Api.C_STRINGS, name)
                .build();
    }

    private MethodSpec setText() {
        return MethodSpec.methodBuilder(textName)
                .addJavadoc(
                        "Writes text and a NUL into {@code $L}.\n\n@throws $T if there is no room for both\n",
                        field.name(),
                        IllegalArgumentException.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "value")
                .addStatement("$T.writeArray($N(), value)", Api.C_STRINGS, name)
                .build();
    }

    private String indexRange() {
        return member.flexible() ? "from 0 to as many as the memory holds" : "0 to " + (field.count() - 1);
    }

    private CodeBlock elementOffset() {
        CodeBlock count = member.flexible()
                ? CodeBlock.of("(size() - $L) / $L", field.offset(), member.elementSize())
                : CodeBlock.of("$L", field.count());
        return CodeBlock.of("elementOffset($L, index, $L, $L)", field.offset(), count, member.elementSize());
    }

    private CodeBlock get(CodeBlock offset) {
        return switch (member.kind()) {
            case PRIMITIVE -> CodeBlock.of("segment().get($L, $L)", member.accessLayout(), offset);
            case POINTER ->
                CodeBlock.of("$T.pointer(segment().get($L, $L))", Api.POINTERS, member.accessLayout(), offset);
            case STRUCT ->
                CodeBlock.of("$T.of(segment().asSlice($L, $L))", member.inner(), offset, member.elementSize());
            case OPAQUE -> CodeBlock.of("segment().asSlice($L, $L)", offset, member.elementSize());
        };
    }

    private CodeBlock set(CodeBlock offset) {
        return switch (member.kind()) {
            case PRIMITIVE -> CodeBlock.of("segment().set($L, $L, value)", member.accessLayout(), offset);
            case POINTER ->
                CodeBlock.of("segment().set($L, $L, $T.segment(value))", member.accessLayout(), offset, Api.POINTERS);
            case STRUCT ->
                CodeBlock.of(
                        "$T.copy(value.segment(), 0, segment(), $L, $L)",
                        Api.MEMORY_SEGMENT,
                        offset,
                        member.elementSize());
            case OPAQUE -> throw new IllegalStateException("bytes are written through their segment");
        };
    }
}

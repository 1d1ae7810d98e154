package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the events of a shim as types, a record for each function: {@code FileTraceEvent.Open}. */
final class EventsClass {

    /**
     * How many functions a method chooses among. HotSpot does not compile a method of more than 8000 bytes of code, and each
     * function takes some forty.
     */
    private static final int MOST = 150;

    private static final String OTHER = "Other";

    private final ShimPlan plan;
    private final JavaScope scope;
    private final ClassName name;

    EventsClass(ShimPlan plan, JavaScope scope) {
        this.plan = plan;
        this.scope = scope;
        this.name = scope.own(plan.interfaceName() + "Event");
    }

    /** {@return whether calls are told of, or would be in another libc} */
    static boolean isNeeded(ShimPlan plan) {
        return traced(plan).findAny().isPresent() || absent(plan).findAny().isPresent();
    }

    private static Stream<CallPlan> traced(ShimPlan plan) {
        return plan.calls().stream().filter(call -> call.entries().get(0).event() != null);
    }

    private static Stream<AbsentCall> absent(ShimPlan plan) {
        return plan.absent().stream().filter(AbsentCall::told);
    }

    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(name)
                .addJavadoc("""
                        A call that a program has made under the shim of {@link $T}, with what was passed and what came back.

                        <p>What could not be read, or does not come with the call, is {@code null}, empty or 0: a string behind a bad
                        pointer, a struct that a call has not filled in, an argument that was not passed. Strings are UTF-8, addresses
                        those of the program. Structs are copies on the Java heap. A result is 0 if the call has not returned.
                        """, scope.own(plan.interfaceName()))
                .addAnnotation(Emission.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED);
        Map<String, ClassName> names = names();
        List<EventRecord> records = traced(plan)
                .map(call -> new EventRecord(call, scope, name, nameOf(call.name(), names)))
                .toList();
        addChoice(type, records);
        type.addMethod(MethodSpec.methodBuilder("call")
                .addJavadoc("{@return who made the call, when, and what became of it}\n")
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .returns(Api.CALL_INFO)
                .build());
        records.forEach(record -> type.addType(record.type()));
        absent(plan)
                .forEach(call -> type.addType(new AbsentRecord(call, scope).type(name, nameOf(call.name(), names))));
        type.addType(other());
        return type.build();
    }

    /** {@return the records' names by the functions'} What this libc lacks takes its name too, so that others keep theirs. */
    private Map<String, ClassName> names() {
        List<String> functions = Stream.concat(
                        traced(plan).map(CallPlan::name), absent(plan).map(AbsentCall::name))
                .toList();
        Map<String, ClassName> names = new HashMap<>();
        RecordNames.of(functions, takenTypeNames())
                .forEach((function, record) -> names.put(function, name.nestedClass(record)));
        return names;
    }

    private static ClassName nameOf(String function, Map<String, ClassName> names) {
        return Objects.requireNonNull(names.get(function), function);
    }

    /** A nested class hides one of the package; the structs' are used here. */
    private Set<String> takenTypeNames() {
        Set<String> taken = new HashSet<>();
        taken.add(OTHER);
        taken.add(name.simpleName());
        if (plan.packageName().isEmpty()) {
            // A class without a package has no other name.
            plan.structs().forEach(struct -> taken.add(struct.javaName()));
        }
        return taken;
    }

    private void addChoice(TypeSpec.Builder type, List<EventRecord> records) {
        int groups = (records.size() + MOST - 1) / MOST;
        MethodSpec.Builder of = MethodSpec.methodBuilder("of")
                .addJavadoc("""
                        {@return the call as a record of its function; an {@link Other} for a function that this shim does not trace}

                        @param call an event, or a cursor over events
                        """)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(Api.TRACED_CALL, "call")
                .returns(name);
        if (groups <= 1) {
            of.addCode(choice(records));
        } else {
            of.addComment("In parts: the virtual machine does not compile a method that is too long.");
            CodeBlock.Builder parts = CodeBlock.builder();
            parts.add("return switch ($T.floorMod(call.function().name().hashCode(), $L)) {\n$>", Math.class, groups);
            IntStream.range(0, groups - 1).forEach(i -> parts.add("case $L -> of$L(call);\n", i, i));
            parts.add("default -> of$L(call);\n$<};\n", groups - 1);
            of.addCode(parts.build());
        }
        type.addMethod(of.build());
        for (int i = 0; groups > 1 && i < groups; i++) {
            int part = i;
            List<EventRecord> own = records.stream()
                    .filter(record -> Math.floorMod(record.function().hashCode(), groups) == part)
                    .toList();
            type.addMethod(MethodSpec.methodBuilder("of" + i)
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .addParameter(Api.TRACED_CALL, "call")
                    .returns(name)
                    .addCode(choice(own))
                    .build());
        }
    }

    private static CodeBlock choice(List<EventRecord> records) {
        CodeBlock.Builder code = CodeBlock.builder().add("return switch (call.function().name()) {\n$>");
        records.forEach(record -> code.add("case $S -> $L.of(call);\n", record.function(), record.simpleName()));
        return code.add("default -> new $L(call.function().name(), call.info());\n$<};\n", OTHER)
                .build();
    }

    private TypeSpec other() {
        return EventRecord.record(name.nestedClass(OTHER), name)
                .addJavadoc("""
                        A call of a function that this shim does not trace: programs may run under several.

                        @param function its name
                        """)
                .recordConstructor(MethodSpec.constructorBuilder()
                        .addParameter(TypeName.get(String.class), "function")
                        .addParameter(Api.CALL_INFO, "call")
                        .build())
                .build();
    }
}

package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Writes the constants that the spec's functions use. */
final class ConstantsClass {

    /** Of sys/stat.h, with names outside of the S_I that POSIX reserves. */
    private static final Set<String> MODES = Set.of("ACCESSPERMS", "ALLPERMS", "DEFFILEMODE");

    private static final Pattern MASK = Pattern.compile("(^|_)MASK(_|$)");

    private final ShimPlan plan;
    private final JavaScope scope;
    private final Map<String, Set<String>> usedBy = new TreeMap<>();
    private final Set<String> flags = new HashSet<>();

    ConstantsClass(ShimPlan plan, JavaScope scope) {
        this.plan = plan;
        this.scope = scope;
        Map<String, ConstantSet> sets = new HashMap<>();
        plan.constantSets().forEach(s -> sets.put(s.id(), s));
        for (CallPlan call : plan.calls()) {
            for (ParameterPlan parameter : call.parameters()) {
                note(call, parameter, sets);
            }
        }
    }

    static String simpleName(ShimPlan plan) {
        return plan.interfaceName() + "Constants";
    }

    private void note(CallPlan call, ParameterPlan parameter, Map<String, ConstantSet> sets) {
        boolean isFlags = parameter.meaning() instanceof Meaning.Flags;
        String id = parameter.meaning() instanceof Meaning.Flags f
                ? f.constantSet()
                : parameter.meaning() instanceof Meaning.OneOf o ? o.constantSet() : "";
        ConstantSet set = sets.get(id);
        if (set == null) {
            return;
        }
        for (ConstantSet.Field field : set.fields()) {
            usedBy.computeIfAbsent(field.mask(), n -> new TreeSet<>()).add(call.name());
            flags.add(field.mask());
        }
        for (NamedConstant constant : set.constants()) {
            usedBy.computeIfAbsent(constant.name(), n -> new TreeSet<>()).add(call.name());
            if (isFlags) {
                flags.add(constant.name());
            }
        }
    }

    TypeSpec type() {
        TypeSpec.Builder type = TypeSpec.classBuilder(scope.own(simpleName(plan)))
                .addJavadoc(
                        "Constants of the C headers that the functions of {@link $T} use, with their C names.\n",
                        scope.own(plan.interfaceName()))
                .addAnnotation(Emission.generated())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        JavaNames names = JavaNames.without(Set.of());
        for (NamedConstant constant : plan.constants()) {
            type.addField(FieldSpec.builder(
                            javaType(constant.value()),
                            names.take(constant.name()),
                            Modifier.PUBLIC,
                            Modifier.STATIC,
                            Modifier.FINAL)
                    .addJavadoc(javadoc(constant))
                    .initializer(value(constant))
                    .build());
        }
        return type.addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .build();
    }

    private CodeBlock javadoc(NamedConstant constant) {
        Set<String> functions = usedBy.getOrDefault(constant.name(), Set.of());
        return functions.isEmpty()
                ? CodeBlock.of("{@code $L}.\n", constant.name())
                : CodeBlock.of("{@code $L}: $L.\n", constant.name(), String.join(", ", functions));
    }

    private static TypeName javaType(ConstantFact.Value value) {
        if (value instanceof ConstantFact.Int number) {
            return number.bits() > 32 ? TypeName.LONG : TypeName.INT;
        }
        if (value instanceof ConstantFact.Address) {
            return Api.POINTER;
        }
        return value instanceof ConstantFact.Floating ? TypeName.DOUBLE : TypeName.get(String.class);
    }

    private CodeBlock value(NamedConstant constant) {
        if (constant.value() instanceof ConstantFact.Int number) {
            return CodeBlock.of("$L", integer(constant.name(), number));
        }
        if (constant.value() instanceof ConstantFact.Floating number) {
            return CodeBlock.of("$L", floating(number.value()));
        }
        if (constant.value() instanceof ConstantFact.Address pointer) {
            return CodeBlock.of("new $T($LL)", Api.POINTER, pointer.value());
        }
        return CodeBlock.of("$S", ((ConstantFact.Text) constant.value()).value());
    }

    /** Bits are easier to see in hexadecimal, those of a file's mode in octal, as chmod(1) and man 7 inode have them. */
    private String integer(String name, ConstantFact.Int number) {
        boolean isLong = number.bits() > 32;
        long value = isLong ? number.value() : (int) number.value();
        String suffix = isLong ? "L" : "";
        if (isMode(name) && value > 7) {
            return "0" + Long.toOctalString(value) + suffix;
        }
        if ((value >= 0 && value < 10) || !isMask(name, value)) {
            return value + suffix;
        }
        return "0x" + (isLong ? Long.toHexString(value) : Integer.toHexString((int) value)) + suffix;
    }

    /** {@return whether a constant is permission bits or a file's type: {@code S_IRUSR}, {@code S_IFMT}} */
    private static boolean isMode(String name) {
        return name.startsWith("S_I") || MODES.contains(name);
    }

    /** Among flags there may be a number that is none of them: AT_FDCWD is -100. EPOLLET is the sign bit alone. */
    private boolean isMask(String name, long value) {
        boolean bits = flags.contains(name) || MASK.matcher(name).find();
        return bits && (value >= 0 || Long.bitCount(value & 0xFFFF_FFFFL) <= 16 || name.endsWith("MASK"));
    }

    private static String floating(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Double.toString(value);
    }
}

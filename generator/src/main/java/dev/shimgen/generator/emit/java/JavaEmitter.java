package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the Java side of a plan, into the package of the spec: {@code FileTraceCalls}, {@code FileTraceConstants}, {@code
 * FileTraceEvent} if calls are traced, {@code FileTraceHandler} if Java can answer some, and a class for each struct. The text needs Java 22 and {@code shimgen-runtime}.
 */
public final class JavaEmitter {

    private JavaEmitter() {}

    /**
     * {@return the files, sorted by path; the same for the same plan}
     *
     * @throws GenerationException if two classes would have the same name
     */
    public static List<GeneratedFile> emit(ShimPlan plan) throws GenerationException {
        JavaScope scope = new JavaScope(plan);
        List<TypeSpec> types = new ArrayList<>();
        types.add(new CallsClass(plan, scope).type());
        if (!plan.constants().isEmpty()) {
            types.add(new ConstantsClass(plan, scope).type());
        }
        if (EventsClass.isNeeded(plan)) {
            types.add(new EventsClass(plan, scope).type());
        }
        if (HandlerClass.isNeeded(plan)) {
            types.add(new HandlerClass(plan, scope).type());
        }
        for (StructPlan struct : plan.structs()) {
            types.add(new StructClass(struct, scope).type());
        }
        checkNames(plan, types);
        boolean hidesJavaLang = types.stream().anyMatch(t -> isInJavaLang(t.name()));
        return types.stream()
                .map(t -> Emission.file(plan.packageName(), t, hidesJavaLang))
                .sorted(Comparator.comparing(GeneratedFile::path))
                .toList();
    }

    private static void checkNames(ShimPlan plan, List<TypeSpec> types) throws GenerationException {
        Set<String> taken = new HashSet<>(Set.of(plan.interfaceName()));
        for (TypeSpec type : types) {
            if (!taken.add(type.name())) {
                throw new GenerationException(Diagnostic.error(
                        Code.SG0108,
                        null,
                        "two classes named " + type.name() + " would be generated for " + plan.interfaceName()
                                + "; give the interface a name that no struct has"));
            }
        }
    }

    /** {@code struct process} is {@code Process}, and hides {@code java.lang.Process} in the whole package. */
    private static boolean isInJavaLang(String simpleName) {
        try {
            Class.forName("java.lang." + simpleName, false, JavaEmitter.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

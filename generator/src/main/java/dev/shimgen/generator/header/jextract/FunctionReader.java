package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.declaration.Declaration;
import dev.shimgen.generator.header.declaration.DeclarationException;
import dev.shimgen.generator.header.declaration.Prototype;
import dev.shimgen.generator.header.declaration.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the functions of a header class.
 *
 * <p>A function is generated as a nested class with its descriptor, and accessor methods with its prototype; a variadic
 * one as a nested class with both.
 */
final class FunctionReader {

    private static final Pattern HOLDER = Pattern.compile("return\\s+([\\w$]+)\\.DESC;");

    private final Layouts layouts;
    private final TypeNames names;
    private final Origins origins;
    private final Unreadable unreadable;
    private final SortedMap<String, FunctionFact> functions = new TreeMap<>();

    FunctionReader(Layouts layouts, TypeNames names, Origins origins, Unreadable unreadable) {
        this.layouts = layouts;
        this.names = names;
        this.origins = origins;
        this.unreadable = unreadable;
    }

    /** {@return the functions read so far, by name} */
    SortedMap<String, FunctionFact> functions() {
        return functions;
    }

    void read(JavaClass header) throws OutputException {
        for (JavaClass.Method method : header.methods()) {
            if (method.doc().startsWith("Function descriptor for")) {
                Matcher holder = HOLDER.matcher(method.body());
                String descriptor = holder.find() ? field(header, holder.group(1), "DESC") : null;
                String javaName = method.name().replace("$descriptor", "");
                add(header, javaName, method.snippet(), descriptor, false);
            }
        }
        for (JavaClass nested : header.classes()) {
            if (nested.doc().startsWith("Variadic invoker class for")) {
                add(header, nested.simpleName(), nested.snippet(), field(nested, "BASE_DESC"), true);
            }
        }
    }

    private void add(JavaClass in, String javaName, String text, @Nullable String descriptor, boolean variadic)
            throws OutputException {
        try {
            add(javaName, text, descriptor, variadic);
        } catch (OutputException e) {
            throw e.in(in.file(), text);
        }
    }

    private void add(String javaName, String text, @Nullable String descriptor, boolean variadic)
            throws OutputException {
        if (descriptor == null) {
            throw new OutputException("a function without descriptor");
        }
        List<CType.Carrier> carriers = carriers(LayoutExpression.parse(descriptor));
        try {
            Prototype prototype = Prototype.parse(text);
            if (carriers.size() != prototype.parameters().size() + 1) {
                throw new OutputException("descriptor and prototype differ");
            }
            String origin = origins.of("function", prototype.name());
            functions.put(
                    prototype.name(), fact(normalized(text, variadic), prototype, variadic, carriers, names, origin));
        } catch (DeclarationException e) {
            unreadable.add(javaName, e);
        }
    }

    /**
     * clang prints {@code ()} for {@code (void)}, too. Which of the two it was shows in what jextract generates: it
     * treats a function without a prototype as variadic.
     */
    private static String normalized(String text, boolean variadic) throws DeclarationException {
        String line = Prototype.onOneLine(text);
        String flat = line.startsWith("extern ") ? line : "extern " + line;
        return !variadic && flat.endsWith("()") ? flat.substring(0, flat.length() - 1) + "void)" : flat;
    }

    private static FunctionFact fact(
            String text,
            Prototype prototype,
            boolean variadic,
            List<CType.Carrier> carriers,
            TypeNames names,
            String header) {
        List<CParameter> parameters = new ArrayList<>();
        for (int i = 0; i < prototype.parameters().size(); i++) {
            Declaration parameter = prototype.parameters().get(i);
            CType type = type(parameter.before(), parameter.after(), carriers.get(i + 1), names);
            parameters.add(new CParameter(parameter.name(), type));
        }
        CType result = type(prototype.resultBefore(), prototype.resultAfter(), carriers.get(0), names);
        return new FunctionFact(prototype.name(), text, result, parameters, variadic, header);
    }

    /**
     * Corrects jextract: it takes {@code va_list} for the pointer that it decays to, and a complex number for its real
     * part.
     */
    private static CType type(String before, String after, CType.Carrier carrier, TypeNames names) {
        CType.Carrier real = carrier;
        if (carrier == CType.Carrier.POINTER && names.isVaList(before, after)) {
            real = CType.Carrier.VA_LIST;
        } else if (carrier != CType.Carrier.POINTER && before.contains("_Complex")) {
            real = CType.Carrier.STRUCT;
        }
        return names.type(before, after, real);
    }

    /** {@return the carriers of result and parameters} */
    private List<CType.Carrier> carriers(LayoutExpression descriptor) throws OutputException {
        List<CType.Carrier> carriers = new ArrayList<>();
        switch (descriptor.simpleName()) {
            case "of" -> {}
            case "ofVoid" -> carriers.add(CType.Carrier.VOID);
            default -> throw new OutputException("not a function descriptor: " + descriptor.name());
        }
        for (LayoutExpression argument : descriptor.arguments()) {
            Layout layout = layouts.evaluate(argument);
            carriers.add(layout instanceof Layout.Value value ? value.carrier() : CType.Carrier.STRUCT);
        }
        return carriers;
    }

    private static @Nullable String field(JavaClass outer, String nested, String name) {
        return outer.classes().stream()
                .filter(c -> c.simpleName().equals(nested))
                .findFirst()
                .map(c -> field(c, name))
                .orElse(null);
    }

    private static @Nullable String field(JavaClass type, String name) {
        return type.fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .map(JavaClass.Field::value)
                .orElse(null);
    }
}

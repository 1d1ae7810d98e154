package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.ConstantFact;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads macros and enumerators of a header class.
 *
 * <p>The C name is in the snippet, the value in the generated expression: {@code (int)3454992675L} says both what the
 * value is and how wide it is.
 */
final class ConstantReader {

    private static final Pattern MACRO = Pattern.compile("#define (\\w+) .*", Pattern.DOTALL);
    private static final Pattern ENUMERATOR = Pattern.compile("enum \\S+?\\.(\\w+) = -?\\d+");
    private static final Pattern INTEGER = Pattern.compile("(?:\\((byte|short|int|char)\\)\\s*)?(-?\\d+)L");
    private static final Pattern FLOATING = Pattern.compile("(-?[0-9.]+(?:E-?[0-9]+)?)[fd]");
    private static final Pattern NOT_FINITE = Pattern.compile("(?:Float|Double)\\.valueOf\\(\"(-?\\w+)\"\\)");
    private static final Pattern ADDRESS = Pattern.compile("MemorySegment\\.ofAddress\\((-?\\d+)L\\)");
    private static final Pattern TEXT = Pattern.compile("allocate(?:From|Utf8String)\\(\"(.*)\"\\);");

    private ConstantReader() {}

    static void read(JavaClass header, Origins origins, Unreadable unreadable, Map<String, ConstantFact> constants) {
        Map<String, String> values = new HashMap<>();
        header.fields().forEach(field -> values.put(field.name(), field.value()));
        for (JavaClass.Method method : header.methods()) {
            String name = cName(method.snippet());
            if (name == null) {
                continue;
            }
            // Macros of the umbrella itself, such as _GNU_SOURCE, are shimgen's own.
            String origin = origins.find("constant", name);
            if (origin != null) {
                String expression = values.get(method.name());
                ConstantFact.Value value = expression == null ? text(method.body()) : number(expression);
                if (value == null) {
                    unreadable.add(name, "its value has no known form: " + (expression == null ? "" : expression));
                } else {
                    constants.put(name, new ConstantFact(name, value, origin));
                }
            }
        }
    }

    private static @Nullable String cName(String snippet) {
        if (!snippet.startsWith("#define ") && !snippet.startsWith("enum ")) {
            return null;
        }
        Matcher macro = MACRO.matcher(snippet);
        if (macro.matches()) {
            return macro.group(1);
        }
        Matcher enumerator = ENUMERATOR.matcher(snippet);
        return enumerator.matches() ? enumerator.group(1) : null;
    }

    private static ConstantFact.@Nullable Value number(String expression) {
        Matcher integer = INTEGER.matcher(expression);
        if (integer.matches()) {
            String type = integer.group(1);
            int bits = type == null ? 64 : type.equals("int") ? 32 : type.equals("byte") ? 8 : 16;
            return new ConstantFact.Int(Long.parseLong(integer.group(2)), bits);
        }
        if (expression.equals("true") || expression.equals("false")) {
            return new ConstantFact.Int(expression.equals("true") ? 1 : 0, 8);
        }
        Matcher floating = FLOATING.matcher(expression);
        if (floating.matches()) {
            return new ConstantFact.Floating(Double.parseDouble(floating.group(1)));
        }
        Matcher notFinite = NOT_FINITE.matcher(expression);
        if (notFinite.matches()) {
            return new ConstantFact.Floating(Double.parseDouble(notFinite.group(1)));
        }
        Matcher address = ADDRESS.matcher(expression);
        return address.matches() ? new ConstantFact.Address(Long.parseLong(address.group(1))) : null;
    }

    private static ConstantFact.@Nullable Value text(String body) {
        Matcher text = TEXT.matcher(body);
        return text.find() ? new ConstantFact.Text(JavaLiterals.unescape(text.group(1))) : null;
    }
}

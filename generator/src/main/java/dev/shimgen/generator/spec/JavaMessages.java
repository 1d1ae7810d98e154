package dev.shimgen.generator.spec;

import dev.shimgen.generator.spec.Compilation.JavaError;
import dev.shimgen.spec.Shim;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java compiler's errors in words that are the same with every JDK. */
final class JavaMessages {

    private JavaMessages() {}

    /**
     * Words an error inside an annotation.
     *
     * @param error one that the compiler reported there
     * @param annotation how the annotation is written, without its values
     */
    static String inAnnotation(JavaError error, String annotation) {
        String key = error.key().replace("compiler.err.", "");
        if (key.startsWith("annotation.missing.default.value")) {
            return "\"" + annotation + "\" needs a value that is not given here";
        }
        if (key.startsWith("annotation.type.not.applicable")) {
            return "\"" + annotation + "\" cannot stand here; " + places(annotation);
        }
        if (key.startsWith("duplicate.annotation")) {
            return "\"" + annotation + "\" stands here twice; remove one of them";
        }
        return plain(error);
    }

    private static String places(String annotation) {
        Target target =
                target(annotation.substring(annotation.lastIndexOf('.') + 1).replace("@", ""));
        return target == null
                ? "its documentation says where it can"
                : Arrays.stream(target.value())
                        .map(JavaMessages::place)
                        .collect(Collectors.joining(" or ", "it belongs to ", ""));
    }

    /** {@return where one of ours may stand; an author's own is read from source, and has no class yet} */
    private static @Nullable Target target(String name) {
        try {
            return Class.forName(Shim.class.getPackageName() + "." + name).getAnnotation(Target.class);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static String place(ElementType type) {
        return switch (type) {
            case TYPE -> "an interface";
            case METHOD -> "a method";
            case PARAMETER -> "a parameter";
            default -> type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** {@return the compiler's own words in one line} */
    static String plain(JavaError error) {
        return error.message()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(", "));
    }
}

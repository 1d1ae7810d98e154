package dev.shimgen.generator.spec;

import dev.shimgen.generator.spec.Compilation.JavaError;
import java.util.stream.Collectors;

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
            return "\"" + annotation + "\" cannot stand here; its documentation says where it can";
        }
        if (key.startsWith("duplicate.annotation")) {
            return "\"" + annotation + "\" stands here twice; remove one of them";
        }
        return plain(error);
    }

    /** {@return the compiler's own words in one line} */
    static String plain(JavaError error) {
        return error.message()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(", "));
    }
}

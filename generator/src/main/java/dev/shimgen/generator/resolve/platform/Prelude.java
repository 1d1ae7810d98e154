package dev.shimgen.generator.resolve.platform;

import java.util.List;

/**
 * How every translation unit begins.
 *
 * @param featureMacros macros to define before the first header
 * @param headers in an order in which they parse together
 */
public record Prelude(List<String> featureMacros, List<String> headers) {

    /**
     * What libc's headers are included with, so that they declare everything (man 7 feature_test_macros). The recorded
     * facts were made with it, too.
     */
    static final List<String> FEATURE_MACROS = List.of("_GNU_SOURCE");

    public Prelude {
        featureMacros = List.copyOf(featureMacros);
        headers = List.copyOf(headers);
    }

    public static Prelude of(List<String> headers) {
        return new Prelude(FEATURE_MACROS, headers);
    }

    /** {@return C text that ends with a line end} */
    public String text() {
        StringBuilder out = new StringBuilder();
        featureMacros.forEach(macro -> out.append("#define ").append(macro).append(" 1\n"));
        headers.forEach(header -> out.append("#include <").append(header).append(">\n"));
        return out.toString();
    }

    /** {@return how many lines {@link #text} has} */
    public int lines() {
        return featureMacros.size() + headers.size();
    }
}

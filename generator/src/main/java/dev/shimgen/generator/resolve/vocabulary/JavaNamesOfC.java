package dev.shimgen.generator.resolve.vocabulary;

import javax.lang.model.SourceVersion;

/** Java names for C things. */
public final class JavaNamesOfC {

    private JavaNamesOfC() {}

    /**
     * {@return the simple name of the class for a struct: {@code Stat} for {@code struct stat}, {@code SockaddrIn} for
     * {@code struct sockaddr_in}, {@code DivT} for {@code div_t}}
     */
    public static String structClass(String cType) {
        String tag = cType.substring(cType.lastIndexOf(' ') + 1);
        StringBuilder name = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    /** {@return a header's parameter name without the underscores that keep it away from macros} */
    public static String parameter(String cName, int position) {
        String name = cName.replaceFirst("^_+", "");
        if (name.isEmpty()) {
            return "arg" + (position + 1);
        }
        // rename(2) has a parameter "new".
        return SourceVersion.isName(name) ? name : name + "_";
    }
}

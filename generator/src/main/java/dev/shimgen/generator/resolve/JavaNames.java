package dev.shimgen.generator.resolve;

import dev.shimgen.generator.plan.JavaClassNames;
import javax.lang.model.SourceVersion;

/** Java names for C things. */
final class JavaNames {

    private JavaNames() {}

    /**
     * {@return the simple name of the class for a struct: {@code Stat} for {@code struct stat}, {@code SockaddrIn} for
     * {@code struct sockaddr_in}, {@code DivT} for {@code div_t}}
     */
    static String structClass(String cType) {
        return JavaClassNames.of(cType);
    }

    /** {@return a header's parameter name without the underscores that keep it away from macros} */
    static String parameter(String cName, int position) {
        String name = cName.replaceFirst("^_+", "");
        if (name.isEmpty()) {
            return "arg" + (position + 1);
        }
        // rename(2) has a parameter "new".
        return SourceVersion.isName(name) ? name : name + "_";
    }
}

package dev.shimgen.generator.resolve.vocabulary;

import javax.lang.model.SourceVersion;

/** Java names for the parameters of C functions; {@link dev.shimgen.generator.plan.JavaClassNames} has those of classes. */
public final class JavaNamesOfC {

    private JavaNamesOfC() {}

    /** {@return a parameter's name without the leading underscores, with which headers avoid conflicts with macros} */
    public static String parameter(String cName, int position) {
        String name = cName.replaceFirst("^_+", "");
        if (name.isEmpty()) {
            return "arg" + (position + 1);
        }
        // A Java keyword: rename(2) has a parameter "new".
        return SourceVersion.isName(name) ? name : name + "_";
    }
}

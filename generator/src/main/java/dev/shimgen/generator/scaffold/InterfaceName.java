package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.spec.Keywords;
import dev.shimgen.generator.toolchain.SystemLibraries;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The name of an interface to write.
 *
 * @param packageName empty for the unnamed package
 * @param simpleName without the package
 */
public record InterfaceName(String packageName, String simpleName) {

    private static final String SPEC_PACKAGE = "dev.shimgen.spec.";

    /** ASCII only: the file is written and read on machines with different encodings. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.]+");

    /**
     * Reads a name.
     *
     * @param name for example {@code com.acme.FileTrace}
     * @throws GenerationException {@link Code#SG0702} if an interface cannot have that name
     */
    public static InterfaceName parse(String name) throws GenerationException {
        if (name.isBlank()) {
            throw wrong("no name for the interface: -Dshimgen.interface=com.acme.FileTrace says what to write");
        }
        if (!SourceVersion.isName(name) || !PLAIN.matcher(name).matches()) {
            throw wrong("\"" + name
                    + "\" is not the name of a Java interface: shimgen.interface is a name with its package,"
                    + " such as com.acme.FileTrace, of letters a to z and A to Z, digits and _, and no part of it is a"
                    + " keyword");
        }
        int dot = name.lastIndexOf('.');
        InterfaceName parsed = new InterfaceName(dot < 0 ? "" : name.substring(0, dot), name.substring(dot + 1));
        parsed.requireFree();
        return parsed;
    }

    private void requireFree() throws GenerationException {
        if (isSpecType(simpleName) || simpleName.equals("String")) {
            throw wrong("the interface cannot be called " + simpleName + ": a spec uses the type of that name, "
                    + (isSpecType(simpleName) ? SPEC_PACKAGE : "java.lang.") + simpleName + "; give it another name");
        }
        if (shimName().startsWith("shimgen_")) {
            throw wrong("the interface cannot be called " + simpleName + ": generated code keeps names that begin with"
                    + " shimgen_ for itself; give it another name");
        }
    }

    /** {@return whether the spec language has a type of that simple name} */
    static boolean isSpecType(String simpleName) {
        try {
            Class.forName(SPEC_PACKAGE + simpleName, false, InterfaceName.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            // A LinkageError comes from a file system that ignores case: looking for "path" finds Path.class.
            return false;
        }
    }

    /** {@return the full name} */
    public String full() {
        return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    }

    /** {@return the file below a source root} */
    public String file() {
        return full().replace('.', '/') + ".java";
    }

    /**
     * {@return the shim's name: {@code filetrace} for {@code FileTrace}; changed if it is a C keyword or a library of
     * libc}
     */
    public String shimName() {
        String lower = simpleName.toLowerCase(Locale.ROOT);
        return Keywords.contains(lower) || SystemLibraries.isOfLibc(lower) ? lower + "_" : lower;
    }

    private static GenerationException wrong(String message) {
        return new GenerationException(Code.SG0702, message, null);
    }
}

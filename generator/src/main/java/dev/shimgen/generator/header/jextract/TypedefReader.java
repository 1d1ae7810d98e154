package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.TypedefFact;
import dev.shimgen.generator.header.declaration.Declaration;
import dev.shimgen.generator.header.declaration.DeclarationException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads typedefs: from layout constants in header classes, and from separate classes for structs and function pointers.
 */
final class TypedefReader {

    private TypedefReader() {}

    static SortedMap<String, TypedefFact> read(List<JavaClass> classes, Origins origins, Unreadable unreadable)
            throws OutputException {
        SortedMap<String, TypedefFact> typedefs = new TreeMap<>();
        for (JavaClass type : classes) {
            add(type, type.simpleName(), type.snippet(), origins, unreadable, typedefs);
            for (JavaClass.Field field : type.fields()) {
                add(type, field.name(), field.snippet(), origins, unreadable, typedefs);
            }
        }
        return typedefs;
    }

    private static void add(
            JavaClass in,
            String javaName,
            String snippet,
            Origins origins,
            Unreadable unreadable,
            SortedMap<String, TypedefFact> typedefs)
            throws OutputException {
        if (!snippet.startsWith("typedef ")) {
            return;
        }
        try {
            Declaration declaration = Declaration.parse(snippet);
            if (declaration.name().isEmpty()) {
                throw new DeclarationException("a typedef without a name", snippet);
            }
            // A typedef of a function, rather than of a pointer to one, cannot be the type of a parameter or result.
            if (!declaration.before().endsWith("(") && !declaration.after().startsWith("(")) {
                String name = declaration.name();
                String target = declaration.before() + declaration.after();
                typedefs.put(name, new TypedefFact(name, target, origins.of("typedef", name)));
            }
        } catch (DeclarationException e) {
            unreadable.add(javaName, e);
        } catch (OutputException e) {
            throw e.in(in.file(), snippet);
        }
    }
}

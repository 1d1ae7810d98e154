package dev.shimgen.generator.header.jextract;

import java.util.List;

/**
 * A class of generated Java source, as far as the facts need it.
 *
 * @param file the file that it stands in
 * @param path its name, preceded by those of the enclosing classes: {@code siginfo_t._sifields}
 * @param extended the class that it extends, empty if it names none
 * @param snippet the C text of its javadoc, empty if it has none
 * @param doc its javadoc's first line
 * @param fields in source order
 * @param methods in source order
 * @param classes nested ones, in source order
 */
record JavaClass(
        String file,
        String path,
        String extended,
        String snippet,
        String doc,
        List<Field> fields,
        List<Method> methods,
        List<JavaClass> classes) {

    JavaClass {
        fields = List.copyOf(fields);
        methods = List.copyOf(methods);
        classes = List.copyOf(classes);
    }

    /**
     * A field.
     *
     * @param type its type, as spelled
     * @param name its name
     * @param value the expression that it is set to, empty if there is none
     * @param snippet the C text of its javadoc, empty if it has none
     */
    record Field(String type, String name, String value, String snippet) {}

    /**
     * A method.
     *
     * @param name its name
     * @param snippet the C text of its javadoc
     * @param doc its javadoc's first line
     * @param body the text between its braces
     */
    record Method(String name, String snippet, String doc, String body) {}

    /** {@return the name without those of the enclosing classes} */
    String simpleName() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

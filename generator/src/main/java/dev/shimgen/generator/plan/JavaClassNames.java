package dev.shimgen.generator.plan;

/** Names of Java classes for C things. Resolving gives them to structs, the Java emitter to functions: one rule for both. */
public final class JavaClassNames {

    private JavaClassNames() {}

    /**
     * {@return the simple name of the class for a C name: its words, which are what stands between underscores, each with a
     * capital letter in front}
     *
     * <p>{@code Stat} for {@code struct stat}, {@code SockaddrIn} for {@code struct sockaddr_in}, {@code DivT} for {@code
     * div_t}, {@code ExitStatus} for {@code struct __exit_status}. Where Java would not take that, an underscore stays in
     * front: {@code _3dKey} for {@code _3d_key}.
     *
     * @param cName an identifier; a struct's may have {@code struct}, {@code union} or {@code enum} before it
     */
    public static String of(String cName) {
        String tag = cName.substring(cName.lastIndexOf(' ') + 1);
        StringBuilder name = new StringBuilder();
        for (String word : tag.split("_", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        if (name.isEmpty()) {
            // gettext's _(): a single underscore is a keyword.
            return "__";
        }
        return Character.isJavaIdentifierStart(name.charAt(0)) ? name.toString() : "_" + name;
    }
}

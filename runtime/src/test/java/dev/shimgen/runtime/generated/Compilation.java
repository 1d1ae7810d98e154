package dev.shimgen.runtime.generated;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java text with the compiler of the JDK that the tests run on. */
final class Compilation {

    private Compilation() {}

    /**
     * {@return what the compiler says, empty if it has nothing to say}
     *
     * @param sources text by path
     * @param classes where the class files go
     * @param options more options than {@code -Xlint:all -Werror}
     */
    static String compile(Map<String, String> sources, Path classes, String... options) {
        return compile(22, sources, classes, options);
    }

    /** As {@link #compile(Map, Path, String...)}, for a Java release from 22 on. */
    static String compile(int release, Map<String, String> sources, Path classes, String... options) {
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
        List<String> all =
                new ArrayList<>(List.of("-Xlint:all", "-Werror", "--release", Integer.toString(release), "-proc:none"));
        all.addAll(List.of("-Xmaxerrs", "20", "-Xmaxwarns", "20", "-d", classes.toString()));
        all.addAll(Arrays.asList(options));
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        StringWriter messages = new StringWriter();
        boolean good = compiler.getTask(messages, null, null, all, null, files).call();
        return good ? messages.toString() : "not compiled: " + messages;
    }

    static URLClassLoader load(Path classes) throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compilation.class.getClassLoader());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

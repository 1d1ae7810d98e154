package dev.shimgen.templates;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders the templates in {@code dev/shimgen/templates} of the class path. A jar that brings a behaviour of its own
 * brings its partials in the same folder.
 *
 * <p>Safe for use by several threads.
 */
public final class Templates {

    private static final String ROOT = "dev/shimgen/templates/";

    private final ClassLoader loader;
    private final DefaultMustacheFactory factory;

    /** By resource: whether there is one. A class loader looks through its jars each time. */
    private final Map<String, Boolean> present = new ConcurrentHashMap<>();

    private Templates(ClassLoader loader) {
        this.loader = loader;
        this.factory = new PlainTextFactory(loader);
    }

    /** {@return the templates that the class loader of this class can see} */
    public static Templates load() {
        return new Templates(Templates.class.getClassLoader());
    }

    /**
     * {@return whether there is a template}
     *
     * @param name path below {@code dev/shimgen/templates}, without {@code .mustache}
     */
    public boolean has(String name) {
        return present.computeIfAbsent(path(name), resource -> loader.getResource(resource) != null);
    }

    /**
     * Renders a template.
     *
     * @param name as for {@link #has}
     * @param view values by the names that the template uses; a name that is missing there is an error, so that a slip
     *     in a template cannot silently leave something out of the C
     * @return the text, LF line ends
     * @throws IllegalArgumentException if there is no such template or it names a value that the view does not have
     */
    public String render(String name, Map<String, ?> view) {
        if (!has(name)) {
            throw new IllegalArgumentException("no template " + path(name) + " on the class path");
        }
        try {
            StringWriter out = new StringWriter();
            factory.compile(path(name)).execute(out, view).flush();
            return out.toString();
        } catch (MustacheException | IOException e) {
            throw new IllegalArgumentException("template " + path(name) + ": " + rootMessage(e), e);
        }
    }

    /** The library wraps what the views say in messages of its own. */
    private static @Nullable String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getMessage();
    }

    private static String path(String name) {
        return ROOT + name + ".mustache";
    }

    /** Mustache escapes for HTML; in C that would turn {@code a < b} into an entity. */
    private static final class PlainTextFactory extends DefaultMustacheFactory {

        PlainTextFactory(ClassLoader loader) {
            // Only from resources: the default resolver would also read a file of that name in the working directory.
            super(resource -> open(loader, resource));
            setObjectHandler(new StrictObjectHandler());
        }

        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new MustacheException("cannot write a value", e);
            }
        }

        private static @Nullable Reader open(ClassLoader loader, String resource) {
            InputStream stream = loader.getResourceAsStream(resource);
            return stream == null ? null : new InputStreamReader(stream, StandardCharsets.UTF_8);
        }
    }
}

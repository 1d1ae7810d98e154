package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.resolve.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that the text of a header seems to declare: {@code extern void *malloc (size_t __size)}, or {@code
 * extern int __REDIRECT (fscanf, …)}. This is a guess, to be compared with what is known of functions.
 */
public final class DeclaredFunctions {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern DECLARATION =
            Pattern.compile("\\bextern\\b[^;{}()\"]*?\\b(?:__REDIRECT\\w*\\s*\\(\\s*)?(\\w+)\\s*[(,]");

    private DeclaredFunctions() {}

    /** {@return the names, sorted; empty if there is no such header} */
    public static SortedSet<String> in(String header, Platform platform) {
        Optional<Path> file = platform.header(header);
        if (file.isEmpty()) {
            return new TreeSet<>();
        }
        try {
            // One byte per character, since there are only ASCII letters in names of functions.
            return in(Files.readString(file.get(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SortedSet<String> in(String text) {
        SortedSet<String> names = new TreeSet<>();
        Matcher declaration = DECLARATION.matcher(COMMENT.matcher(text).replaceAll(" "));
        while (declaration.find()) {
            names.add(declaration.group(1));
        }
        return names;
    }
}

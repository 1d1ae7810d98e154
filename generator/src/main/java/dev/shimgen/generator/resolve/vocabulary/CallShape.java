package dev.shimgen.generator.resolve.vocabulary;

import java.util.List;
import java.util.stream.Stream;

/**
 * A function with names for its parameters, as the tables write it: {@code open(path, flags)}.
 *
 * @param function the function's name
 * @param names one name for each parameter, by position
 */
public record CallShape(String function, List<String> names) {

    public CallShape {
        names = List.copyOf(names);
    }

    public static CallShape parse(String text) {
        int open = text.indexOf('(');
        String inner = text.substring(open + 1, text.lastIndexOf(')'));
        List<String> names = inner.isBlank()
                ? List.of()
                : Stream.of(inner.split(",", -1)).map(String::strip).toList();
        return new CallShape(text.substring(0, open).strip(), names);
    }
}

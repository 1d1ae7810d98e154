package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.SkippedFact;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The warnings of a run, {@code stdlib.h:126:20: warning: Skipping strtold (type LongDouble is not supported)}. */
final class SkipWarnings {

    private static final Pattern SKIPPING = Pattern.compile("warning: Skipping (\\S+) \\((.+)\\)\\s*$");

    private SkipWarnings() {}

    /** {@return what was skipped and why, by name; other lines are ignored} */
    static SortedMap<String, SkippedFact> parse(String text) {
        SortedMap<String, SkippedFact> skipped = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher matcher = SKIPPING.matcher(line);
            if (matcher.find()) {
                String name = matcher.group(1);
                skipped.putIfAbsent(name, new SkippedFact(name, matcher.group(2)));
            }
        });
        return skipped;
    }
}

package dev.shimgen.generator.scaffold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function that was selected but is not in the spec.
 *
 * @param function its name
 * @param why the reason why it cannot be wrapped, and what to do instead, on one line
 */
record LeftOut(String function, String why) {

    LeftOut {
        why = why.replace('\n', ' ');
    }

    /** {@return the sentence with the function's name at its beginning} */
    String sentence() {
        return why.startsWith(function + " ") ? why : function + ": " + why;
    }

    /** {@return the sentences; functions that are left out for the same reason share one} */
    static List<String> sentences(Collection<LeftOut> all) {
        Map<String, List<LeftOut>> byReason = new LinkedHashMap<>();
        for (LeftOut left : all) {
            byReason.computeIfAbsent(left.reason(), k -> new ArrayList<>()).add(left);
        }
        List<String> sentences = new ArrayList<>();
        byReason.forEach((reason, same) -> sentences.add(
                same.size() == 1
                        ? same.get(0).sentence()
                        : String.join(", ", same.stream().map(LeftOut::function).toList()) + " (each): " + reason));
        return sentences;
    }

    private String reason() {
        return why.replaceAll("\\b" + Pattern.quote(function) + "\\b", "it");
    }
}

package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.TypedefFact;
import dev.shimgen.generator.resolve.function.WrittenPrototypes;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.vocabulary.Call;
import dev.shimgen.generator.resolve.vocabulary.StructClosure;
import dev.shimgen.generator.resolve.vocabulary.StructDescriptions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The headers that a plan needs: one for each function, and others only for what these do not declare. */
final class RequiredHeaders {

    /**
     * Where POSIX defines the constants for files; {@code <elf.h>} and {@code <sys/auxv.h>} have names with {@code
     * AT_}, too.
     */
    private static final List<String> PREFERRED = List.of("fcntl.h", "sys/stat.h", "unistd.h");

    private final HeaderFacts facts;
    private final IncludableHeaders headers;

    RequiredHeaders(HeaderFacts facts, IncludableHeaders headers) {
        this.facts = facts;
        this.headers = headers;
    }

    /** {@return the public headers of the calls' functions, of the types they name and of the structs they point to} */
    SortedSet<String> of(List<Call> calls, StructDescriptions descriptions, List<String> authorHeaders) {
        SortedSet<String> required = new TreeSet<>(authorHeaders);
        for (Call call : calls) {
            // Each function's own header first, so that the list of includes looks as in the man pages.
            required.add(headers.of(call.function().header(), authorHeaders));
        }
        for (Call call : calls) {
            for (StructFact struct : StructClosure.of(List.of(call), facts)) {
                cover(struct.header(), required);
            }
            for (StructFact struct : descriptions.shown(List.of(call), facts)) {
                cover(struct.header(), required);
            }
            call.tail().parameters().forEach(p -> coverTypedefs(p.type(), required));
            if (WrittenPrototypes.annotation(call.method()).isPresent()) {
                // A header declares the types that its own prototypes name. But a prototype from a man page may name
                // others: intmax_t, where <math.h> has __intmax_t.
                coverTypedefs(call.function().result(), required);
                call.function().parameters().forEach(p -> coverTypedefs(p.type(), required));
            }
        }
        return required;
    }

    private void coverTypedefs(CType type, SortedSet<String> required) {
        for (String word : type.spelling().split("\\W+", -1)) {
            TypedefFact typedef = facts.typedefs().get(word);
            if (typedef != null) {
                cover(typedef.header(), required);
            }
        }
    }

    private void cover(String declaring, SortedSet<String> required) {
        if (!headers.covered(declaring, required)) {
            required.add(headers.of(declaring, required));
        }
    }

    /**
     * {@return the public headers for constants that no header defines so far}
     *
     * @param names whole names and prefixes; those that the facts do not know are reported elsewhere
     * @param visible the constants that the headers define so far
     */
    SortedSet<String> ofConstants(Collection<String> names, VisibleConstants visible, Collection<String> present) {
        SortedSet<String> required = new TreeSet<>();
        for (String name : names) {
            ConstantFact whole = facts.constants().get(name);
            if (whole != null) {
                if (!visible.byName().containsKey(name)) {
                    required.add(headers.of(whole.header(), present));
                }
            } else if (ConstantNames.startingWith(name, visible.byName()).isEmpty()) {
                byPrefix(name, present).ifPresent(header -> required.add(header));
            }
        }
        return required;
    }

    private Optional<String> byPrefix(String prefix, Collection<String> present) {
        Map<String, Integer> count = new TreeMap<>();
        for (ConstantFact constant :
                ConstantNames.startingWith(prefix, facts.constants()).values()) {
            count.merge(headers.of(constant.header(), present), 1, Integer::sum);
        }
        return count.keySet().stream()
                .min(Comparator.comparing((String h) -> !PREFERRED.contains(h))
                        .thenComparing(h -> -count.getOrDefault(h, 0))
                        .thenComparing(Comparator.naturalOrder()));
    }
}

package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds an order in which headers parse together.
 *
 * <p>Most sets parse in the first order that is tried, with libc's headers before the kernel's, as the kernel's {@code
 * <linux/libc-compat.h>} expects. For the others, only trying helps: {@code <net/if_ppp.h>} needs headers that it does
 * not include, and {@code <linux/mount.h>} parses only before or only after {@code <sys/mount.h>}.
 */
public final class HeaderOrder {

    /** Folders of the kernel's headers ({@code make headers_install}). */
    private static final List<String> KERNEL = List.of(
            "asm/", "asm-generic/", "drm/", "linux/", "misc/", "mtd/", "rdma/", "scsi/", "sound/", "video/", "xen/");

    /** Headers that others use without including them, from the most to the least likely. */
    private static final List<String> PREREQUISITES = List.of(
            "sys/types.h",
            "stdint.h",
            "stddef.h",
            "stdbool.h",
            "sys/socket.h",
            "stdio.h",
            "netinet/in.h",
            "net/if.h",
            "sys/time.h",
            "time.h",
            "signal.h",
            "limits.h",
            "sys/uio.h",
            "linux/types.h",
            "stdlib.h",
            "string.h",
            "unistd.h",
            "rpc/types.h");

    private static final Comparator<String> USUAL =
            Comparator.comparing(HeaderOrder::isKernel).thenComparing(Comparator.naturalOrder());

    /** Why headers cannot be ordered. */
    private record Failure(Code code, String message) {}

    private final HeaderCheck check;
    private final Set<String> wanted = new TreeSet<>();
    /** For each header, those that must come before it. */
    private final Map<String, Set<String>> before = new HashMap<>();

    /** For each header, those without which it does not parse. */
    private final Map<String, List<String>> prerequisites = new HashMap<>();

    private HeaderOrder(HeaderCheck check, Collection<String> headers) {
        this.check = check;
        wanted.addAll(headers);
    }

    /** An order, or a message for the author. */
    public record Result(List<String> headers, Optional<Code> code, String message) {

        static Result of(List<String> headers) {
            return new Result(List.copyOf(headers), Optional.empty(), "");
        }
    }

    /**
     * Finds an order.
     *
     * @param headers the headers, in any order
     * @return the order, in which there may be further headers that some of them need; or {@link Code#SG0307} for one
     *     that does not parse at all, {@link Code#SG0308} for some that do not parse together
     */
    public static Result find(Collection<String> headers, HeaderCheck check) throws GenerationException {
        HeaderOrder order = new HeaderOrder(check, headers);
        Optional<Failure> failure = Optional.empty();
        List<String> sorted = order.sorted();
        if (!check.parses(sorted)) {
            failure = order.addPrerequisites();
            sorted = order.sorted();
            if (failure.isEmpty() && !check.parses(sorted)) {
                failure = order.separate();
                sorted = order.sorted();
            }
        }
        if (failure.isPresent()) {
            return new Result(
                    List.of(), Optional.of(failure.get().code()), failure.get().message());
        }
        return Result.of(sorted);
    }

    /** {@return the order that is tried first} */
    static List<String> usual(Collection<String> headers) {
        return headers.stream().distinct().sorted(USUAL).toList();
    }

    /** Makes sure that every header parses alone, or else finds the headers that it should have included. */
    private Optional<Failure> addPrerequisites() throws GenerationException {
        for (String header : List.copyOf(wanted)) {
            if (check.parses(List.of(header))) {
                continue;
            }
            Optional<List<String>> needed = prerequisites(header);
            if (needed.isEmpty()) {
                return Optional.of(new Failure(
                        Code.SG0307,
                        "<" + header
                                + "> does not parse, neither alone nor behind the headers that such headers often need:\n"
                                + check.complaint(List.of(header))));
            }
            prerequisites.put(header, needed.get());
            for (String prerequisite : needed.get()) {
                wanted.add(prerequisite);
                mustPrecede(prerequisite, header);
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> prerequisites(String header) throws GenerationException {
        Set<String> candidates = new LinkedHashSet<>(PREREQUISITES);
        candidates.addAll(wanted);
        candidates.remove(header);
        for (String candidate : candidates) {
            if (check.parses(List.of(candidate, header))) {
                return Optional.of(List.of(candidate));
            }
        }
        // It needs more than one: take all that parse together, then leave out each that it parses without.
        List<String> all = new ArrayList<>();
        for (String candidate : candidates) {
            List<String> more = new ArrayList<>(all);
            more.add(candidate);
            if (check.parses(more)) {
                all = more;
            }
        }
        if (!check.parses(with(all, header))) {
            return Optional.empty();
        }
        for (String candidate : List.copyOf(all)) {
            List<String> fewer = new ArrayList<>(all);
            fewer.remove(candidate);
            if (check.parses(with(fewer, header))) {
                all = fewer;
            }
        }
        return Optional.of(all);
    }

    /** Adds one header at a time, and finds out which ones it conflicts with, and in which order they do parse. */
    private Optional<Failure> separate() throws GenerationException {
        List<String> placed = new ArrayList<>();
        for (String header : sorted()) {
            if (check.parses(with(placed, header))) {
                placed.add(header);
                continue;
            }
            for (String other : placed) {
                boolean behind = check.parses(self(List.of(other, header)));
                boolean ahead = check.parses(self(List.of(header, other)));
                if (!behind && !ahead) {
                    return Optional.of(conflict(other, header));
                }
                if (!behind) {
                    mustPrecede(header, other);
                } else if (!ahead) {
                    mustPrecede(other, header);
                }
            }
            List<String> next = sorted().stream()
                    .filter(h -> placed.contains(h) || h.equals(header))
                    .toList();
            if (!check.parses(next)) {
                Optional<List<String>> inserted = insert(placed, header);
                if (inserted.isEmpty()) {
                    return Optional.of(conflict(placed, header));
                }
                next = inserted.get();
                keep(next);
            }
            placed.clear();
            placed.addAll(next);
        }
        return check.parses(sorted()) ? Optional.empty() : Optional.of(conflict(placed, placed.get(placed.size() - 1)));
    }

    /** {@return a pair of headers, each with its prerequisites before it} */
    private List<String> self(List<String> pair) {
        Set<String> all = new LinkedHashSet<>();
        for (String header : pair) {
            prerequisites.getOrDefault(header, List.of()).stream()
                    .filter(needed -> !pair.contains(needed))
                    .forEach(all::add);
            all.add(header);
        }
        return List.copyOf(all);
    }

    private Optional<List<String>> insert(List<String> placed, String header) throws GenerationException {
        for (int i = placed.size() - 1; i >= 0; i--) {
            List<String> tried = new ArrayList<>(placed);
            tried.add(i, header);
            if (check.parses(tried)) {
                return Optional.of(tried);
            }
        }
        return Optional.empty();
    }

    /** Keeps a whole order, if three or more headers parse in it only: rules about pairs could not describe that. */
    private void keep(List<String> order) {
        for (int i = 1; i < order.size(); i++) {
            mustPrecede(order.get(i - 1), order.get(i));
        }
    }

    private Failure conflict(String a, String b) throws GenerationException {
        return new Failure(
                Code.SG0308,
                "<" + a + "> and <" + b + "> do not parse together, in neither order:\n"
                        + check.complaint(self(List.of(a, b)))
                        + "\nWhat one of them declares must come from another header, or the functions go into two shims");
    }

    private Failure conflict(List<String> placed, String header) throws GenerationException {
        return new Failure(
                Code.SG0308,
                "<" + header + "> does not parse together with all of <" + String.join(">, <", placed)
                        + ">, in any order that was tried:\n" + check.complaint(with(placed, header))
                        + "\nLeave one of them out, or put the functions into two shims");
    }

    private void mustPrecede(String first, String second) {
        before.computeIfAbsent(second, k -> new TreeSet<>()).add(first);
    }

    private static List<String> with(List<String> headers, String last) {
        List<String> all = new ArrayList<>(headers);
        all.remove(last);
        all.add(last);
        return all;
    }

    /** {@return the usual order, changed so that every header comes after those that must precede it} */
    private List<String> sorted() {
        List<String> rest = new ArrayList<>(usual(wanted));
        List<String> out = new ArrayList<>();
        while (!rest.isEmpty()) {
            String next = rest.stream()
                    .filter(h -> before.getOrDefault(h, Set.of()).stream().noneMatch(rest::contains))
                    .findFirst()
                    // A cycle: any header will do, as the check that follows fails in any case.
                    .orElse(rest.get(0));
            rest.remove(next);
            out.add(next);
        }
        return out;
    }

    private static boolean isKernel(String header) {
        return KERNEL.stream().anyMatch(header::startsWith);
    }
}

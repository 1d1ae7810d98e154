package dev.shimgen.templates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The C headers that generated shims include; each shim gets copies of those it needs beside it. */
public final class SupportCode {

    /**
     * What every shim exports beside its wrappers: the symbol by which shims know each other, and the one that
     * AddressSanitizer's runtime asks for options.
     */
    public static final Set<String> EXPORTS = Set.of("shimgen_marker", "__asan_default_options");

    private static final String ROOT = "dev/shimgen/templates/support/";
    private static final Pattern INCLUDE = Pattern.compile("^#include \"([^\"]+)\"", Pattern.MULTILINE);

    private static final Pattern SYSTEM_INCLUDE = Pattern.compile("^#include <([^>]+)>", Pattern.MULTILINE);

    /** The header that is made from the list of machines. */
    private static final String MACHINE = "shimgen_machine.h";

    /** Those that generated C includes itself; the others come along. */
    private static final List<String> ROOTS = List.of(
            "shimgen_handle_call.h",
            "shimgen_plugins.h",
            "shimgen_redirect_address.h",
            "shimgen_redirect_program.h",
            "shimgen_redirect_result.h",
            "shimgen_trace_jump.h",
            "shimgen_watch.h",
            "shimgen_wrapper.h");

    private SupportCode() {}

    /**
     * {@return the text of the headers named, and of those that they include, by file name}
     *
     * @param names file names, for example {@code shimgen_next.h}
     * @param machines the architectures with a header of their own
     * @throws IllegalArgumentException if there is no such header
     */
    public static SortedMap<String, String> closure(Collection<String> names, List<MachineHeader> machines) {
        SortedMap<String, String> texts = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (texts.containsKey(name)) {
                continue;
            }
            String text = name.equals(MACHINE) ? machine(machines) : read(name);
            texts.put(name, text);
            Matcher include = INCLUDE.matcher(text);
            while (include.find()) {
                open.add(include.group(1));
            }
        }
        return texts;
    }

    /**
     * {@return the headers of the system that the support code includes, on whatever platform, sorted}
     *
     * @param machines the architectures with a header of their own
     */
    public static SortedSet<String> systemHeaders(List<MachineHeader> machines) {
        SortedSet<String> headers = new TreeSet<>(List.of("stdarg.h"));
        for (String text : closure(ROOTS, machines).values()) {
            Matcher include = SYSTEM_INCLUDE.matcher(text);
            while (include.find()) {
                headers.add(include.group(1));
            }
        }
        return headers;
    }

    /** {@return the header that includes that of the architecture which is compiled for} */
    private static String machine(List<MachineHeader> machines) {
        List<Map<String, String>> branches = new ArrayList<>();
        for (MachineHeader machine : machines) {
            String keyword = branches.isEmpty() ? "#if" : "#elif";
            branches.add(Map.of("keyword", keyword, "condition", machine.condition(), "name", machine.name()));
        }
        return Templates.load()
                .render("support/shimgen_machine", Map.of("known", !branches.isEmpty(), "machines", branches));
    }

    private static String read(String name) {
        try (InputStream stream = SupportCode.class.getClassLoader().getResourceAsStream(ROOT + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no support header " + ROOT + name + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read support header " + name, e);
        }
    }
}

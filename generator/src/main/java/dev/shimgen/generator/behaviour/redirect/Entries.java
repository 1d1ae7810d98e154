package dev.shimgen.generator.behaviour.redirect;

import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Rule;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what an author redirects, and complains of what has no meaning. */
final class Entries {

    /** As many as {@code SHIMGEN_REDIRECT_RULES_MAX} of {@code shimgen_redirect.h}, half of which is for the environment. */
    static final int MOST = 64;

    /** {@code PATH_MAX}, with the null byte. */
    private static final int LONGEST = 4096;

    private static final Pattern NAME = Pattern.compile("(/[^/]+)+/?|/");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.{1,2}(/.*)?");

    private final SpecAnnotation annotation;
    private final Diagnostics diagnostics;
    private final Map<String, String> rules = new TreeMap<>();

    private Entries(SpecAnnotation annotation, Diagnostics diagnostics) {
        this.annotation = annotation;
        this.diagnostics = diagnostics;
    }

    /** {@return the rules of an annotation, sorted by name; those that have no meaning are reported, each once for all methods} */
    static List<Rule> of(SpecAnnotation annotation, Diagnostics diagnostics) {
        Entries entries = new Entries(annotation, diagnostics);
        annotation.strings("value").forEach(entries::add);
        entries.checkTable();
        List<Rule> rules = new ArrayList<>();
        entries.rules.forEach((from, to) -> rules.add(new Rule(from, to)));
        return rules;
    }

    private void add(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 0 || entry.indexOf('=', equals + 1) >= 0) {
            error("the entry \"" + entry + "\" of @Redirect is not of the form \"/from=/to\"");
            return;
        }
        String from = entry.substring(0, equals);
        String to = entry.substring(equals + 1);
        if (isName(from, entry) && isName(to, entry)) {
            String before = rules.put(plain(from), plain(to));
            if (before != null && before.equals(plain(to))) {
                error("@Redirect says \"" + entry + "\" twice; leave one of them out");
            } else if (before != null) {
                error("@Redirect lets \"" + from + "\" stand for \"" + shown(before) + "\" and for \"" + to
                        + "\"; leave one of them out");
            }
        }
    }

    private boolean isName(String name, String entry) {
        if (!name.startsWith("/")) {
            error("\"" + name + "\" in the entry \"" + entry + "\" of @Redirect is not absolute; begin it with \"/\"");
            return false;
        }
        if (DOTS.matcher(name).matches() || !NAME.matcher(name).matches() || name.indexOf('\0') >= 0) {
            error("\"" + name + "\" in the entry \"" + entry
                    + "\" of @Redirect has a component \".\", \"..\" or \"\"; write the name without it");
            return false;
        }
        if (name.getBytes(StandardCharsets.UTF_8).length >= LONGEST) {
            error("a name in @Redirect has " + name.getBytes(StandardCharsets.UTF_8).length
                    + " bytes, and one of more than " + (LONGEST - 1) + " is none for the kernel");
            return false;
        }
        return true;
    }

    /** A name without slash at its end; the root folder is the empty one. */
    private static String plain(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private static String shown(String name) {
        return name.isEmpty() ? "/" : name;
    }

    private void checkTable() {
        if (rules.size() > MOST) {
            error("@Redirect has " + rules.size() + " entries, and a library has room for " + MOST
                    + "; give the others to the session");
        }
        rules.forEach((from, to) -> {
            String back = rules.get(to);
            if (from.equals(to)) {
                if (rules.keySet().stream().noneMatch(other -> !other.equals(from) && isBelow(from, other))) {
                    error("@Redirect lets \"" + shown(from) + "\" stand for itself, which is for a part of another"
                            + " entry; leave it out");
                }
            } else if (back != null && back.equals(from) && from.compareTo(to) < 0) {
                error("@Redirect lets \"" + shown(from) + "\" and \"" + shown(to)
                        + "\" stand for each other; leave one of them out");
            }
        });
    }

    private static boolean isBelow(String name, String folder) {
        return name.startsWith(folder + "/");
    }

    private void error(String message) {
        boolean isNew = diagnostics.all().stream()
                .noneMatch(d ->
                        d.message().equals(message) && annotation.position().equals(d.position()));
        if (isNew) {
            diagnostics.error(Code.SG0217, annotation.position(), message);
        }
    }
}

package dev.shimgen.generator.resolve.function;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.toolchain.ElfFile;
import dev.shimgen.generator.toolchain.ElfSymbol;
import dev.shimgen.generator.toolchain.SystemLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a name is that is no function of the C library, as far as this machine tells: a macro, a variable, another library's function,
 * or a system call. Only names with which something is wrong are asked about, so the machine is searched when one is.
 */
public final class Strangers {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** Of the headers that define a macro, how many the preprocessor is asked about. */
    private static final int ASKED = 4;

    /** Of those in which it is defined in fact, how many a message names. */
    private static final int NAMED = 2;

    private final HeaderFacts facts;
    private final IncludableHeaders headers;
    private final Platform platform;
    private final List<String> own;

    /**
     * A search.
     *
     * @param own the headers that the author names
     */
    public Strangers(HeaderFacts facts, IncludableHeaders headers, Platform platform, List<String> own) {
        this.facts = facts;
        this.headers = headers;
        this.platform = platform;
        this.own = List.copyOf(own);
    }

    /** {@return what a name is, and what to do; nothing if nobody knows it} */
    public Optional<String> describe(String name) {
        Set<String> defining = defining(name);
        Optional<String> macro = macro(name, defining);
        if (macro.isPresent() && defining.stream().anyMatch(facts.publicHeaders()::contains)) {
            return macro;
        }
        // Another library may define a macro beside its function: zlib's gzgetc, and sqlite3_open for plug-ins.
        return variable(name).or(() -> othersFunction(name)).or(() -> macro).or(() -> systemCall(name));
    }

    /** {@return whether the text of some header has a name, be it in a comment} */
    boolean isMentioned(String name) {
        Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
        return all().stream()
                .anyMatch(header ->
                        text(header).filter(text -> word.matcher(text).find()).isPresent());
    }

    /** {@return whether the text of a header, as the compiler sees it, has a name} */
    boolean mentions(String header, String name) {
        try {
            return platform.compiler()
                    .preprocess(Prelude.of(List.of(header)).text(), List.of())
                    .words()
                    .contains(name);
        } catch (GenerationException e) {
            return false;
        }
    }

    /** {@return the header of the author's that has a name and that the facts say nothing of} */
    Optional<String> undescribedHeader(String name) {
        return own.stream()
                .filter(header -> !facts.publicHeaders().contains(header)
                        && !facts.reachedBy().containsKey(header)
                        && mentions(header, name))
                .findFirst();
    }

    /** {@return what a name is and what to do, if it is a macro} */
    Optional<String> macro(String name) {
        return macro(name, defining(name));
    }

    private Optional<String> macro(String name, Set<String> defining) {
        List<String> definedIn = new ArrayList<>();
        String body = "";
        for (String header : headers(defining)) {
            Optional<String> found = body(name, header);
            if (found.isPresent()) {
                definedIn.add("<" + header + ">");
                body = found.get();
            }
        }
        if (definedIn.isEmpty()) {
            // <stddef.h> is reached by many, which ask it for a part; the author's headers may define one in what they
            // include.
            for (String header : Stream.concat(defining.stream(), own.stream()).toList()) {
                Optional<String> found = definedIn.isEmpty() ? body(name, header) : Optional.empty();
                if (found.isPresent()) {
                    definedIn.add("<" + header + ">");
                    body = found.get();
                }
            }
        }
        if (definedIn.isEmpty()) {
            return Optional.empty();
        }
        String place = String.join(" and ", definedIn.subList(0, Math.min(NAMED, definedIn.size())));
        return Optional.of(
                name + " is a macro of " + place + ", and not a function: the preprocessor puts its text into"
                        + " each program, and a preload library cannot stand before that"
                        + called(name, body)
                                .map(function -> ". What that text calls can be wrapped: " + function)
                                .orElseGet(() -> ". Leave it out" + meant(name, defining)));
    }

    /** {@code sat} is a macro of gcc's own {@code <stdfix.h>}, and more likely a slip; those of libc are what they seem. */
    private String meant(String name, Set<String> defining) {
        if (defining.stream().anyMatch(facts.publicHeaders()::contains)) {
            return "";
        }
        // Before glibc 2.33 stat is declared, and reached as __xstat.
        SortedSet<String> functions = new TreeSet<>(platform.exports().byName().keySet());
        functions.addAll(facts.functions().keySet());
        return Suggestions.closest(name, functions)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private Optional<String> called(String name, String body) {
        return WORD.matcher(body)
                .results()
                .map(word -> word.group())
                .filter(word -> !word.equals(name) && platform.exports().has(word))
                .findFirst();
    }

    /** {@return headers whose text defines a macro somewhere, sorted} */
    private Set<String> defining(String name) {
        Pattern definition = Pattern.compile("(?m)^[ \\t]*#[ \\t]*define[ \\t]+" + Pattern.quote(name) + "\\b");
        Set<String> found = new LinkedHashSet<>();
        for (String header : all()) {
            if (text(header).filter(text -> definition.matcher(text).find()).isPresent()) {
                found.add(header);
            }
        }
        return found;
    }

    /** {@return the public headers that programs include for these, the kernel's last; not too many} */
    private List<String> headers(Set<String> defining) {
        return defining.stream()
                .map(headers::of)
                .distinct()
                .sorted(Comparator.comparing(header -> header.startsWith("linux/") || header.startsWith("asm/")))
                .limit(ASKED)
                .toList();
    }

    /** Those that the facts know, and what others have put into the same folders: {@code stdarg.h}, {@code zlib.h}. */
    private SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(facts.publicHeaders());
        all.addAll(facts.reachedBy().keySet());
        for (Path folder : platform.includePaths()) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.endsWith(".h"))
                        .forEach(all::add);
            } catch (IOException e) {
                // The compiler names folders that are not there, too.
            }
        }
        return all;
    }

    private Optional<String> text(String header) {
        Optional<Path> file = platform.header(header);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            // One byte a character: headers are ASCII but for the names of people.
            return Optional.of(Files.readString(file.get(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return a macro's text at the end of a header; nothing where it is none, or only says that there is something of that name} */
    private Optional<String> body(String name, String header) {
        Pattern directive = Pattern.compile("#(define|undef) " + Pattern.quote(name) + "\\b(?:\\([^)]*\\))?(.*)");
        Optional<String> body = Optional.empty();
        try {
            String text = platform.compiler()
                    .preprocessedText(Prelude.of(List.of(header)).text(), List.of());
            for (String line : text.lines().toList()) {
                Matcher found = directive.matcher(line);
                if (found.matches()) {
                    body = found.group(1).equals("undef")
                            ? Optional.empty()
                            : Optional.of(found.group(2).strip());
                }
            }
        } catch (GenerationException e) {
            // A header that does not stand alone: another one tells it.
            return Optional.empty();
        }
        return body.filter(text -> !text.equals(name));
    }

    /** {@code stdin}, {@code environ}. */
    private Optional<String> variable(String name) {
        try {
            Optional<Path> libc = platform.compiler().libc();
            if (libc.isEmpty() || !exportsVariable(ElfFile.read(libc.get()), name)) {
                return Optional.empty();
            }
            return Optional.of(name + " is a variable of " + libc.get().getFileName() + ", and not a function: programs"
                    + " use it without a call, and a preload library cannot stand before that. Leave it out");
        } catch (GenerationException e) {
            // What was wrong before is the message; that no more can be said of it is none.
            return Optional.empty();
        }
    }

    private static boolean exportsVariable(ElfFile library, String name) {
        return library.dynamicSymbols().stream()
                .anyMatch(symbol -> symbol.exported()
                        && symbol.kind() == ElfSymbol.Kind.OBJECT
                        && symbol.name().equals(name));
    }

    /** {@code clone3}: man 2 syscalls has it, and libc no function of that name. */
    private Optional<String> systemCall(String name) {
        return body("SYS_" + name, "sys/syscall.h")
                .map(number -> name + " is a system call for which this libc has no function: libc makes it inside of"
                        + " others, and programs make it with syscall(2). That one can be wrapped: syscall");
    }

    private Optional<String> othersFunction(String name) {
        Optional<Path> found;
        try {
            found = SystemLibraries.exporting(platform.compiler(), name);
        } catch (GenerationException e) {
            // What was wrong before is the message; that no more can be said of it is none.
            return Optional.empty();
        }
        return found.map(
                library -> name + " is a function of " + library.getFileName() + ", and not of the C library: shimgen"
                        + " wraps functions of the C library alone today. What that library asks libc for can be wrapped:"
                        + " shimgen:scaffold with -Dshimgen.imports=" + library + " writes a spec of it");
    }
}

package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.diagnostic.Suggestions;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.toolchain.ElfIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the functions that the names of functions, headers and programs stand for. */
final class Selector {

    /** Text that can stand in a comment unchanged. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

    private final LibraryFunctions library;
    private final Set<String> inGroups;
    private final ElfIdentity platform;
    private final Diagnostics diagnostics = new Diagnostics();
    private final SortedSet<String> functions = new TreeSet<>();
    private final Map<String, String> headers = new HashMap<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Makes a selector.
     *
     * @param inGroups the functions of the ready-made groups: they are known even where the facts about headers lack
     *     them
     * @param platform the C library's ELF identity
     */
    Selector(LibraryFunctions library, Set<String> inGroups, ElfIdentity platform) {
        this.library = library;
        this.inGroups = inGroups;
        this.platform = platform;
    }

    /**
     * {@return the functions of a selection}
     *
     * @throws GenerationException {@link Code#SG0701} and {@link Code#SG0703} to {@link Code#SG0707}, with all errors
     */
    Selected select(Selection selection) throws GenerationException {
        selection.check();
        if (selection.all()) {
            everything();
        } else {
            named(selection.functions());
        }
        selection.headers().forEach(this::declaredBy);
        for (Path program : selection.programs()) {
            try {
                importedBy(program);
            } catch (GenerationException e) {
                e.diagnostics().forEach(diagnostics::report);
            }
        }
        diagnostics.throwIfErrors();
        return new Selected(functions, "Functions of the C library" + subject(), headers, notes);
    }

    private String subject() {
        return subjects.isEmpty() ? "" : " that " + String.join(", or that ", subjects);
    }

    private void everything() {
        functions.addAll(library.all());
        inGroups.stream().filter(library::isReached).forEach(functions::add);
        subjects.add("can be wrapped");
    }

    private void named(List<String> names) {
        for (String name : names) {
            if (!isKnown(name)) {
                diagnostics.error(Code.SG0706, null, unknown(name));
                continue;
            }
            String principal = principal(name);
            if (!principal.equals(name)) {
                notes.add(name + " is another name of " + principal + ", or leads to it: the spec has " + principal);
            }
            functions.add(principal);
        }
    }

    /** A function of a group keeps the name that it has there, which is the one that authors know. */
    private String principal(String name) {
        return inGroups.contains(name) ? name : library.principal(name);
    }

    private boolean isKnown(String name) {
        return library.isDeclared(name) || library.isReached(name) || inGroups.contains(name);
    }

    private String unknown(String name) {
        if (name.isEmpty()) {
            return "an empty name among the functions; shimgen.functions is a list such as stat,fstat";
        }
        Optional<String> stranger = library.stranger(name);
        if (stranger.isPresent()) {
            return stranger.get();
        }
        SortedSet<String> names = library.names();
        names.addAll(inGroups);
        return "no function \"" + name + "\" in the C library of " + library.platform()
                + Suggestions.closest(name, names)
                        .map(near -> "; did you mean \"" + near + "\""
                                + library.header(near)
                                        .map(header -> " (" + header + ")")
                                        .orElse("") + "?")
                        .orElse("; shimgen.functions is a list of the names that C programs call them by");
    }

    private void declaredBy(String header) {
        SortedSet<String> publicHeaders = library.publicHeaders();
        if (!publicHeaders.contains(header)) {
            diagnostics.error(Code.SG0707, null, unknownHeader(header, publicHeaders));
            return;
        }
        SortedSet<String> declared = library.declaredBy(header);
        if (declared.isEmpty()) {
            diagnostics.error(
                    Code.SG0707,
                    null,
                    "<" + header
                            + "> declares no function that the C library exports: types, macros and inline functions"
                            + " are part of each program, and there is nothing to wrap. Name the header of the functions,"
                            + " as their man page has it under SYNOPSIS");
            return;
        }
        for (String function : declared) {
            functions.add(principal(function));
            headers.putIfAbsent(principal(function), header);
        }
        subjects.add("{@code <" + header + ">} declares");
    }

    private String unknownHeader(String header, SortedSet<String> publicHeaders) {
        Optional<Path> foreign = library.foreignHeader(header);
        if (foreign.isPresent()) {
            return "<" + header + "> (" + foreign.get()
                    + ") is no public header of the C library: shimgen wraps functions of"
                    + " the C library alone today. What a library of another header asks libc for can be wrapped:"
                    + " shimgen.imports takes the library";
        }
        String known = Suggestions.closest(header, publicHeaders)
                .map(near -> "; did you mean \"" + near + "\"?")
                .or(() -> publicHeaders.stream()
                        .filter(other -> other.endsWith("/" + header))
                        .findFirst()
                        .map(other -> "; did you mean \"" + other + "\"?"))
                .orElse("; shimgen.header is a header of the C library that programs include, such as sys/socket.h");
        return "nothing is known of a public header <" + header + "> of the C library" + known;
    }

    private void importedBy(Path program) throws GenerationException {
        Imports imports = Imports.of(program, library, platform);
        SortedSet<String> principals =
                imports.ofLibc().stream().map(this::principal).collect(Collectors.toCollection(TreeSet::new));
        functions.addAll(principals);
        String file = String.valueOf(program.getFileName());
        subjects.add((PLAIN.matcher(file).matches() ? "{@code " + file + "}" : "a program") + " imports");
        notes.add(program + " imports " + count(imports.ofLibc().size(), "symbol") + " of the C library, which are "
                + count(principals.size(), "function") + "; " + imports.ofOthers()
                + " of other libraries are left to them");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}

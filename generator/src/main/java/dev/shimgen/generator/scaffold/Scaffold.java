package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.ElfIdentity;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A spec that the planner has no objection to.
 *
 * @param source the interface's source
 * @param notes what its author should know, as lines
 * @param summary what it contains, in a few words
 */
public record Scaffold(String source, List<String> notes, String summary) {

    public Scaffold {
        notes = List.copyOf(notes);
    }

    /**
     * Makes a spec.
     *
     * @param name the interface's name
     * @param selection its functions
     * @param compiler the compiler that the planner uses
     * @param source where facts about headers come from; each list of headers is read only once
     * @throws GenerationException {@link Code#SG0701} to {@link Code#SG0709}, and what keeps any spec from being planned
     */
    public static Scaffold of(InterfaceName name, Selection selection, CCompiler compiler, HeaderSource source)
            throws GenerationException {
        HeaderSource headers = new SharedReading(source);
        List<ReadyMadeGroup> groups = ReadyMadeGroups.load();
        LibraryFunctions library = LibraryFunctions.of(compiler, headers);
        Set<String> inGroups = groups.stream()
                .flatMap(group -> group.methods().keySet().stream())
                .collect(Collectors.toSet());
        Selected selected = new Selector(library, inGroups, platform(compiler)).select(selection);
        ScaffoldPlan plan = new Trial(name, library, compiler, headers, groups, selected).settle();
        if (plan.functions() == 0) {
            throw new GenerationException(
                    Code.SG0709,
                    "nothing that is selected can be wrapped: " + String.join("; ", LeftOut.sentences(plan.leftOut())),
                    null);
        }
        List<String> notes = new ArrayList<>(selected.notes());
        LeftOut.sentences(plan.leftOut()).forEach(sentence -> notes.add("left out: " + sentence));
        notes.addAll(GroupChoice.almost(groups, functions(plan)));
        return new Scaffold(new SpecSource(Templates.load()).of(plan), notes, summary(plan));
    }

    private static Set<String> functions(ScaffoldPlan plan) {
        Set<String> functions = new HashSet<>();
        plan.groups().forEach(group -> functions.addAll(group.methods().keySet()));
        plan.methods().forEach(entry -> functions.add(entry.method().name()));
        return functions;
    }

    private static String summary(ScaffoldPlan plan) {
        int all = plan.functions();
        int own = plan.methods().size();
        int groups = plan.groups().size();
        return all
                + (all == 1 ? " function" : " functions")
                + (groups == 0
                        ? ""
                        : ", " + (all - own) + " of them from " + groups + " ready-made group"
                                + (groups == 1 ? "" : "s"))
                + (plan.leftOut().isEmpty() ? "" : "; " + plan.leftOut().size() + " left out");
    }

    private static ElfIdentity platform(CCompiler compiler) throws GenerationException {
        Path libc = compiler.libc().orElse(null);
        try {
            if (libc != null) {
                return ElfIdentity.of(libc)
                        .orElseThrow(() -> new GenerationException(Code.SG0404, libc + " is not an ELF file", null));
            }
        } catch (IOException e) {
            throw new GenerationException(Code.SG0404, "cannot read the library " + libc + ": " + e.getMessage(), e);
        }
        throw new GenerationException(
                Code.SG0404, "the C compiler " + compiler.describe() + " finds no C library", null);
    }
}

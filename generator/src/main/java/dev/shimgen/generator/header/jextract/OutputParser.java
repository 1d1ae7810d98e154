package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.SkippedFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.TypedefFact;
import dev.shimgen.generator.header.declaration.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns what a jextract run leaves behind into header facts; the live source and the recorder both use this parser. */
final class OutputParser {

    private OutputParser() {}

    /**
     * Reads a run.
     *
     * @throws OutputException if this is not what jextract leaves behind
     */
    static HeaderFacts parse(JextractRun run) throws OutputException {
        IncludesDump includes = IncludesDump.parse(run.includes(), run.roots(), run.umbrella());
        if (run.sources().isEmpty() || includes.isEmpty()) {
            throw new OutputException("no generated file, or no name from any header");
        }
        List<JavaClass> classes = new ArrayList<>();
        for (JavaSource source : run.sources()) {
            classes.addAll(JavaScanner.scan(source));
        }
        Origins origins = new Origins(includes, run.publicHeaders(), run.roots());
        HeaderFacts facts = facts(run, classes, origins);
        return facts.and(omitted(facts, includes));
    }

    /**
     * {@return the functions that jextract lists and then neither generates nor warns of} Without this, they would look
     * like functions that do not exist.
     */
    private static HeaderFacts omitted(HeaderFacts facts, IncludesDump includes) {
        SortedMap<String, SkippedFact> omitted = new TreeMap<>();
        for (String name : includes.names("function")) {
            if (!facts.functions().containsKey(name)) {
                omitted.put(name, new SkippedFact(name, "jextract lists it, and gives neither code nor reason"));
            }
        }
        return new HeaderFacts(
                facts.platform(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                omitted);
    }

    private static HeaderFacts facts(JextractRun run, List<JavaClass> classes, Origins origins) throws OutputException {
        Unreadable unreadable = new Unreadable();
        Layouts layouts = Layouts.of(classes);
        SortedMap<String, TypedefFact> typedefs = TypedefReader.read(classes, origins, unreadable);
        Map<String, String> targets = new HashMap<>();
        typedefs.forEach((name, fact) -> targets.put(name, fact.target()));
        StructReader structReader = new StructReader(layouts, origins, classes, unreadable);
        TypeNames names = new TypeNames(targets, structReader.names());
        SortedMap<String, StructFact> structs = structReader.read(names);
        FunctionReader functionReader = new FunctionReader(layouts, names, origins, unreadable);
        SortedMap<String, ConstantFact> constants = new TreeMap<>();
        for (JavaClass type : classes) {
            functionReader.read(type);
            ConstantReader.read(type, origins, unreadable, constants);
        }
        SortedMap<String, SkippedFact> skipped = SkipWarnings.parse(run.warnings());
        skipped.putAll(unreadable.all());
        return new HeaderFacts(
                run.platform(),
                functionReader.functions(),
                structs,
                typedefs,
                constants,
                run.publicHeaders(),
                new TreeMap<>(),
                skipped);
    }
}

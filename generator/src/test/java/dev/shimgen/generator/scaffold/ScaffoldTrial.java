package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.c.CEmitter;
import dev.shimgen.generator.emit.java.JavaEmitter;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scaffolds a spec and generates from it unchanged, as an author would who reads nothing.
 *
 * @param summary what was scaffolded, or why nothing was
 * @param problems what should not have been said, a line or more each
 */
record ScaffoldTrial(String summary, List<String> problems) {

    private static final String NAME = "example.Scaffolded";

    /** What the generated C shall be accepted with. */
    private static final List<String> STRICT = List.of("-Wall", "-Wextra", "-Werror");

    /**
     * Tries a selection.
     *
     * @param folder an empty one
     * @param refusals what may be said instead of writing a spec
     */
    static ScaffoldTrial of(
            Selection selection, HeaderSource facts, CCompiler compiler, Path folder, List<Code> refusals)
            throws IOException {
        try {
            Scaffold scaffold = Scaffold.of(InterfaceName.parse(NAME), selection, compiler, facts);
            return new ScaffoldTrial(scaffold.summary(), problems(scaffold, facts, compiler, folder));
        } catch (GenerationException e) {
            Optional<Code> code = e.diagnostics().stream().map(Diagnostic::code).findFirst();
            boolean foreseen = code.filter(refusals::contains).isPresent();
            return new ScaffoldTrial(code.map(Code::name).orElse(""), foreseen ? List.of() : List.of(e.getMessage()));
        }
    }

    private static List<String> problems(Scaffold scaffold, HeaderSource facts, CCompiler compiler, Path folder)
            throws IOException, GenerationException {
        List<String> problems = new ArrayList<>();
        List<Diagnostic> messages = new ArrayList<>();
        ShimPlan plan = Scaffolds.plan(NAME, scaffold.source(), folder, facts, messages);
        messages.forEach(message -> problems.add(message.format()));
        JavaEmitter.emit(plan);
        Path source = folder.resolve("c");
        Files.createDirectories(source);
        String text = "";
        for (GeneratedFile file : new CEmitter(Templates.load(), Behaviours.load()).emit(plan)) {
            Files.writeString(source.resolve(file.path()), file.text());
            text = file.path().endsWith(".c") ? file.text() : text;
        }
        List<String> flags = new ArrayList<>(STRICT);
        flags.add("-I" + source);
        CompileResult result = compiler.checkSyntax(text, flags);
        if (!result.ok() || !result.messages().isEmpty()) {
            problems.add(result.messages());
        }
        return problems;
    }
}

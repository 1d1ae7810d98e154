package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.toolchain.CompileResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the compiler whether headers parse one after the other; asks the same question only once. */
public final class HeaderCheck {

    /** Asks the compiler. */
    interface Question {
        CompileResult ask(List<String> headers) throws GenerationException;
    }

    private final Question question;
    private final Map<List<String>, CompileResult> answers = new HashMap<>();

    HeaderCheck(Question question) {
        this.question = question;
    }

    public static HeaderCheck with(Platform platform) {
        return new HeaderCheck(
                headers -> platform.compiler().checkSyntax(Prelude.of(headers).text(), List.of()));
    }

    boolean parses(List<String> headers) throws GenerationException {
        return result(headers).ok();
    }

    /** {@return the compiler's first complaint about headers that do not parse} */
    String complaint(List<String> headers) throws GenerationException {
        return result(headers).firstError();
    }

    /** {@return how often the compiler was asked} */
    int asked() {
        return answers.size();
    }

    private CompileResult result(List<String> headers) throws GenerationException {
        CompileResult known = answers.get(headers);
        if (known == null) {
            known = question.ask(headers);
            answers.put(List.copyOf(headers), known);
        }
        return known;
    }
}

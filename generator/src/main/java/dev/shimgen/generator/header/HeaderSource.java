package dev.shimgen.generator.header;

import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.util.List;

/** Where header facts come from. */
public interface HeaderSource {

    /** {@return one line for the build log: what this source is and where it was found} */
    String describe();

    /** Starts slow work that does not depend on what is asked for, if there is any; {@link #read} waits for it. */
    default void begin() {}

    /**
     * Reads facts.
     *
     * @param request what is asked for; a source may return more
     * @return the facts that the source has; a requested name that is not in them is unknown to the source
     * @throws GenerationException if the source cannot be read at all
     */
    HeaderFacts read(HeaderRequest request) throws GenerationException;

    /** {@return what the user should know of this source, as far as it is known now; complete after {@link #read}} */
    default List<Diagnostic> warnings() {
        return List.of();
    }

    /**
     * Keeps what was read for later runs, if that saves them time. Called only after a run has succeeded, since a
     * failed run changes no file.
     *
     * @throws GenerationException if it cannot be written
     */
    default void remember() throws GenerationException {}
}

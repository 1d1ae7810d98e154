package dev.shimgen.cli.export;

import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.SessionFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON lines: a flat object for each event, in UTF-8. Every line has every field, so that who reads the first ones knows
 * them all.
 */
public final class JsonLines implements EventExport {

    private final OutputStream out;
    private final SessionFacts facts;

    /**
     * Makes an export.
     *
     * @param out better has a buffer
     */
    public JsonLines(OutputStream out, SessionFacts facts) {
        this.out = out;
        this.facts = facts;
    }

    @Override
    public void add(TraceEvent event) throws IOException {
        write(EventRow.of(event));
    }

    @Override
    public void add(UnfinishedCall call) throws IOException {
        write(EventRow.of(call));
    }

    @Override
    public void end(long lost, long torn, boolean cut) throws IOException {
        write(EventRow.end(lost, torn, cut));
    }

    private void write(EventRow row) throws IOException {
        out.write(row.json(facts).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}

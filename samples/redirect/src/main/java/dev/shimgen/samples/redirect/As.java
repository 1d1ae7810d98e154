package dev.shimgen.samples.redirect;

import dev.shimgen.runtime.session.TraceSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** {@code As /a /b COMMAND…}: the command, and all that it starts, sees {@code /b} as {@code /a}. */
final class As {

    private As() {}

    public static void main(String[] words) throws Exception {
        try (TraceSession session = TraceSession.create()) {
            session.redirects().set(Map.of(Path.of(words[0]), Path.of(words[1])));
            ProcessBuilder command = new ProcessBuilder(Arrays.asList(words).subList(2, words.length));
            System.exit(session.start(command.inheritIO(), Path.of("target/shimgen/libredirect.so")).waitFor());
        }
    }
}

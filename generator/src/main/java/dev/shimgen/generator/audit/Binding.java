package dev.shimgen.generator.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A name that the dynamic linker looked up, as {@code shimgen_bindings.c} reports it in strace's output.
 *
 * @param dlsym whether the name was looked up by {@code dlsym(3)}, rather than for an import
 * @param symbol the name
 * @param asking the path of the file that asked
 * @param found the path of the file in which the symbol was found
 */
record Binding(boolean dlsym, String symbol, String asking, String found) {

    private static final String READY = "shimgen bindings";
    private static final String BINDING = "shimgen binding";

    /**
     * {@return the message of {@code shimgen_bindings.c} that a call carries, if it is no call of the program's own}
     *
     * @param call a call of any kind
     */
    static Optional<String> message(StraceEvent.Call call) {
        if (!call.name().equals("openat") || !call.arguments().contains(BINDING)) {
            return Optional.empty();
        }
        return StraceStrings.of(call.arguments()).stream().findFirst().filter(text -> text.startsWith(BINDING));
    }

    /** {@return the binding that a message reports; empty if it only says that bindings will be reported} */
    static Optional<Binding> parse(String message) {
        List<String> lines = List.of(message.split("\n", -1));
        if (message.equals(READY) || lines.size() != 5) {
            return Optional.empty();
        }
        return Optional.of(
                new Binding(lines.get(1).equals("dlsym"), lines.get(2), canonical(lines.get(3)), lines.get(4)));
    }

    /** {@return whether the found file has one of these names} */
    boolean leadsTo(Set<String> libraries) {
        return libraries.contains(found.substring(found.lastIndexOf('/') + 1));
    }

    /**
     * The linker reports the path that it was given, a stack has the path that the kernel mapped, without symbolic
     * links.
     */
    private static String canonical(String bytes) {
        try {
            String name = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            String real = Path.of(name).toRealPath().toString();
            return new String(real.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            // The file is gone by now: the path as it was reported is the best there is.
            return bytes;
        }
    }
}

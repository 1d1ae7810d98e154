package dev.shimgen.generator.resolve.platform;

import dev.shimgen.generator.header.HeaderFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the header that declares a name to one that a program may include.
 *
 * <p>The facts know who includes whom. For a header that they have not looked at, the header itself is asked: glibc's
 * private ones stop with {@code #error "Never use <bits/stat.h> directly; include <sys/stat.h> instead."}.
 */
public final class IncludableHeaders {

    private static final Pattern NEVER =
            Pattern.compile("[Nn]ever (?:use|include)[^\\n]*directly[^\\n]*?(?:use|include) <([\\w./+-]+)>");

    /** Folders of libc's own pieces, and of the kernel's: {@code <asm/…>} is what a program includes of those. */
    private static final List<String> PRIVATE_FOLDERS = List.of("bits/", "gnu/", "asm-generic/");

    private final HeaderFacts facts;
    private final Platform platform;

    /** What headers say of themselves, by header: each is read once. */
    private final Map<String, Optional<String>> asked = new HashMap<>();

    public IncludableHeaders(HeaderFacts facts, Platform platform) {
        this.facts = facts;
        this.platform = platform;
    }

    /** {@return the public header that a declaring header is best reached by} */
    public String of(String declaring) {
        return of(declaring, List.of());
    }

    /**
     * {@return the public header that a declaring header is best reached by}
     *
     * @param present headers that are included anyway; if one of them reaches the declaring one, it is that
     */
    public String of(String declaring, Collection<String> present) {
        if (isPublic(declaring)) {
            return declaring;
        }
        List<String> reached = facts.reachedBy().getOrDefault(declaring, List.of());
        for (String header : reached) {
            if (present.contains(header)) {
                return header;
            }
        }
        return asked.computeIfAbsent(declaring, this::askHeader)
                .or(() -> reached.stream().findFirst())
                .orElse(declaring);
    }

    /** {@return whether a header that is included anyway reaches the declaring one} */
    public boolean covered(String declaring, Collection<String> present) {
        return present.contains(declaring)
                || facts.reachedBy().getOrDefault(declaring, List.of()).stream().anyMatch(present::contains);
    }

    private boolean isPublic(String header) {
        return facts.publicHeaders().contains(header)
                || (PRIVATE_FOLDERS.stream().noneMatch(header::startsWith)
                        && !facts.reachedBy().containsKey(header));
    }

    private Optional<String> askHeader(String declaring) {
        Optional<Path> file = platform.header(declaring);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            // One byte a character: headers are ASCII but for the names of people.
            Matcher never = NEVER.matcher(Files.readString(file.get(), StandardCharsets.ISO_8859_1));
            return never.find() ? Optional.of(never.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

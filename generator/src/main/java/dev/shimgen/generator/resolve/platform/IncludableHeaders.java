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
 * Finds the header that a program may include for a name, from the header that declares it.
 *
 * <p>The facts know which header includes which. If they know nothing of one, its text is looked at: glibc's private
 * headers stop with {@code #error "Never use <bits/stat.h> directly; include <sys/stat.h> instead."}.
 */
public final class IncludableHeaders {

    private static final Pattern NEVER =
            Pattern.compile("[Nn]ever (?:use|include)[^\\n]*directly[^\\n]*?(?:use|include) <([\\w./+-]+)>");

    /**
     * Folders of headers that are private to libc or the kernel; of the kernel's, programs include {@code <asm/…>}
     * instead.
     */
    private static final List<String> PRIVATE_FOLDERS = List.of("bits/", "gnu/", "asm-generic/");

    private final HeaderFacts facts;
    private final Platform platform;

    /** The results of looking at headers, by header: each is read only once. */
    private final Map<String, Optional<String>> asked = new HashMap<>();

    public IncludableHeaders(HeaderFacts facts, Platform platform) {
        this.facts = facts;
        this.platform = platform;
    }

    /** {@return the best public header to include for a declaring header} */
    public String of(String declaring) {
        return of(declaring, List.of());
    }

    /**
     * {@return the best public header to include for a declaring header}
     *
     * @param present headers that are included anyway; if one of them includes the declaring one, it is the best
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

    /** {@return whether one of the headers that are included anyway includes the declaring one} */
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
            // One byte per character: the message that is looked for is ASCII.
            Matcher never = NEVER.matcher(Files.readString(file.get(), StandardCharsets.ISO_8859_1));
            return never.find() ? Optional.of(never.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

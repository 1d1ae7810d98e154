package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.IncludeRoots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which header declares what.
 *
 * @param includes what jextract says
 * @param publicHeaders those that programs include
 * @param roots where the headers are
 */
record Origins(IncludesDump includes, Set<String> publicHeaders, IncludeRoots roots) {

    /** {@return the header that declares a name as this kind, {@code null} if none is listed to do so} */
    @Nullable
    String listed(String kind, String name) {
        List<String> headers = includes.headers(kind, name);
        if (kind.equals("function")) {
            Optional<String> manual = ManualHeaders.of(name).filter(headers::contains);
            if (manual.isPresent()) {
                return manual.get();
            }
        }
        return preferred(headers);
    }

    /**
     * {@return the header that declares a name, {@code null} if none does}
     *
     * <p>jextract lists a name once a header, of whichever kind a hash happens to put first: {@code malloc.h} declares
     * {@code struct mallinfo} and the function {@code mallinfo}, and one of them is not listed. So one that is not listed
     * is where the other is; if the other is in several headers, their text decides.
     */
    @Nullable
    String find(String kind, String name) {
        String header = listed(kind, name);
        if (header != null) {
            return header;
        }
        List<String> candidates = IncludesDump.KINDS.stream()
                .flatMap(other -> includes.headers(other, name).stream())
                .distinct()
                .toList();
        if (candidates.size() > 1) {
            Pattern definition = Pattern.compile("\\b" + kind + "\\s+" + Pattern.quote(name) + "\\s*\\{");
            List<String> defining = candidates.stream()
                    .filter(candidate -> definition.matcher(text(candidate)).find())
                    .toList();
            return preferred(defining.isEmpty() ? candidates : defining);
        }
        return preferred(candidates);
    }

    /** Where several headers declare the same, {@code SEEK_SET} for example, one that programs include. */
    private @Nullable String preferred(List<String> headers) {
        return headers.stream()
                .filter(publicHeaders::contains)
                .findFirst()
                .orElse(headers.isEmpty() ? null : headers.get(0));
    }

    private String text(String header) {
        Optional<Path> file = roots.find(header);
        try {
            return file.isEmpty() ? "" : new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // A recording of another machine: then the first that programs include must do.
            return "";
        }
    }

    /**
     * {@return the header that declares a name}
     *
     * @throws OutputException if jextract generated code for a name that it does not list
     */
    String of(String kind, String name) throws OutputException {
        String header = find(kind, name);
        if (header == null) {
            throw new OutputException("there is code for the " + kind + " " + name + ", and no header declares it");
        }
        return header;
    }
}

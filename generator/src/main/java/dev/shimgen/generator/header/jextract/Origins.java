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
 * Tells which header declares what.
 *
 * @param includes what jextract says
 * @param publicHeaders the headers that programs include
 * @param roots where the headers are
 */
record Origins(IncludesDump includes, Set<String> publicHeaders, IncludeRoots roots) {

    /** {@return the header that declares a name as this kind; {@code null} if jextract lists none} */
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
     * <p>jextract lists a name once for each header, as the kind that happens to come first: {@code malloc.h} declares
     * {@code struct mallinfo} and the function {@code mallinfo}, and only one of them is listed. So a name that is not
     * listed as this kind is taken to be where it is listed as another kind; if that is in several headers, their text
     * decides.
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

    /**
     * {@return a header that programs include, if there is one among several that declare the same: {@code SEEK_SET}}
     */
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
            // The recording is from another machine, and the header is not here: the first public candidate has to do.
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

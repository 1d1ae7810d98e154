package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.IncludeRoots;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run of jextract leaves behind.
 *
 * @param sources the generated Java files; package and class names may be any
 * @param includes what {@code --dump-includes} wrote
 * @param warnings what the run printed on standard error
 * @param umbrella file name of the header that was read, which includes all others
 * @param platform GNU triplet of the headers
 * @param roots the include folders
 * @param publicHeaders the headers that the umbrella includes
 */
record JextractRun(
        List<JavaSource> sources,
        String includes,
        String warnings,
        String umbrella,
        String platform,
        IncludeRoots roots,
        SortedSet<String> publicHeaders) {

    JextractRun {
        sources = List.copyOf(sources);
        publicHeaders = new TreeSet<>(publicHeaders);
    }
}

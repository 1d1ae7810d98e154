package dev.shimgen.generator.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelled name may have meant. */
public final class Suggestions {

    private Suggestions() {}

    private record Scored(String candidate, int distance) {}

    /**
     * Finds the candidate that is nearest to a misspelled name: with letters left out, added, changed or swapped, one
     * for every three letters of the name and at most three. All differences of upper and lower case together count as
     * one.
     *
     * @param name what was written
     * @param candidates what could have been meant, in any order; none of them {@code null}
     * @return the nearest; of several equally near ones that with the longest beginning in common, and then the first by
     *     code points, so that a message is always the same
     */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        int limit = Math.min(3, Math.max(1, name.length() / 3));
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= limit)
                .map(candidate -> new Scored(candidate, score(name, candidate)))
                .filter(scored -> scored.distance() <= limit && isPlausible(name, scored))
                .min(Comparator.comparingInt(Scored::distance)
                        .thenComparing(scored -> -commonBeginning(name, scored.candidate()))
                        .thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    /** Who makes two slips has the first letter right, but for underscores: nobody means dlopen by gzopen. */
    private static boolean isPlausible(String name, Scored scored) {
        String lower = name.toLowerCase(Locale.ROOT);
        String candidate = scored.candidate().toLowerCase(Locale.ROOT);
        return scored.distance() <= 1
                || commonBeginning(lower, candidate) > 0
                || withoutUnderscores(lower).equals(withoutUnderscores(candidate));
    }

    private static String withoutUnderscores(String name) {
        return name.replaceFirst("^_+", "");
    }

    private static int commonBeginning(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    private static int score(String name, String candidate) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        String lowerCandidate = candidate.toLowerCase(Locale.ROOT);
        return Math.min(distance(name, candidate), distance(lowerName, lowerCandidate) + 1);
    }

    /** The optimal string alignment distance: Damerau and Levenshtein's, each pair of letters swapped at most once. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                d[i][j] = swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
            }
        }
        return d[a.length()][b.length()];
    }
}

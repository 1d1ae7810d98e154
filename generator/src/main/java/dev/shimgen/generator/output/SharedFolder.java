package dev.shimgen.generator.output;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks on an output folder that other runs of the build may write to, too. */
final class SharedFolder {

    private SharedFolder() {}

    /**
     * Checks that no other run has written a file of the same name and other content in this build. What a run wrote in
     * an earlier build is no conflict: it will be replaced when its turn comes.
     *
     * @throws GenerationException {@link Code#SG0108}
     */
    static void check(OutputFolder folder) throws IOException, GenerationException {
        Map<String, String> wanted = OutputIndex.of(folder.files()).hashes();
        for (String other : new TreeSet<>(folder.ownership().done())) {
            for (Map.Entry<String, String> theirs :
                    OutputIndex.read(folder.folder(), other).hashes().entrySet()) {
                String ours = wanted.get(theirs.getKey());
                if (ours != null && !ours.equals(theirs.getValue())) {
                    throw new GenerationException(
                            Code.SG0108,
                            "the executions \"" + other + "\" and \""
                                    + folder.ownership().owner() + "\" of this build would write different files "
                                    + folder.folder().resolve(theirs.getKey())
                                    + "; give one of them folders of its own with shimgen.cOutput,"
                                    + " shimgen.javaOutput and shimgen.libraryDirectory",
                            null);
                }
            }
        }
    }

    /** {@return the files that an earlier build left there and this one no longer makes} */
    static SortedSet<String> stale(OutputFolder folder, Set<String> wanted) throws IOException {
        Ownership ownership = folder.ownership();
        SortedSet<String> stale = new TreeSet<>();
        Set<String> kept = new HashSet<>(wanted);
        for (String owner : OutputIndex.owners(folder.folder())) {
            Set<String> files =
                    OutputIndex.read(folder.folder(), owner).hashes().keySet();
            if (ownership.others().contains(owner)) {
                kept.addAll(files);
            } else {
                stale.addAll(files);
                if (!owner.equals(ownership.owner())) {
                    stale.add(OutputIndex.fileName(owner));
                }
            }
        }
        stale.removeAll(kept);
        return stale;
    }
}

package dev.shimgen.generator.resolve.include;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.resolve.platform.LineProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The integer constants that the plan's headers define on this machine: {@code AT_PHDR} of {@code <elf.h>} has nothing to
 * do with a flag of {@code fstatat}.
 *
 * @param byName the constants
 * @param preprocessed their macros' bodies
 */
public record VisibleConstants(SortedMap<String, ConstantFact> byName, Preprocessed preprocessed) {

    static VisibleConstants of(HeaderFacts facts, Preprocessed preprocessed, Platform platform) {
        Set<String> files = relative(preprocessed.files(), platform.includePaths());
        SortedMap<String, ConstantFact> visible = new TreeMap<>();
        for (ConstantFact constant : facts.constants().values()) {
            boolean isMacro = preprocessed.objectMacros().containsKey(constant.name());
            if (constant.value() instanceof ConstantFact.Int
                    && (isMacro || files.contains(constant.header()) || isMoved(constant, preprocessed, platform))) {
                visible.put(constant.name(), constant);
            }
        }
        return new VisibleConstants(visible, preprocessed);
    }

    /** An enumerator in a header that this release does not have: another one of it may define it. */
    private static boolean isMoved(ConstantFact constant, Preprocessed preprocessed, Platform platform) {
        return preprocessed.words().contains(constant.name())
                && platform.header(constant.header()).isEmpty();
    }

    /**
     * Asks which of the names are constants after all, and whether they have these values.
     *
     * <p>The files say too much: {@code <bits/local_lim.h>} takes {@code ARG_MAX} back, which {@code <linux/limits.h>} has
     * defined. So the compiler is asked.
     *
     * @param names whole names and prefixes that a spec speaks of
     */
    public ConstantProbe ask(Collection<String> names, LineProbe probe) {
        SortedMap<String, ConstantFact> spoken = new TreeMap<>();
        for (String name : names) {
            // A whole name, too: where the headers lack it, it is what others begin with (PR_SCHED_CORE).
            spoken.putAll(ConstantNames.startingWith(name, byName));
        }
        return ConstantProbe.ask(spoken.values(), probe);
    }

    /** {@return these without some} */
    public VisibleConstants without(Set<String> names) {
        SortedMap<String, ConstantFact> others = new TreeMap<>(byName);
        others.keySet().removeAll(names);
        return new VisibleConstants(Collections.unmodifiableSortedMap(others), preprocessed);
    }

    /** The preprocessor says {@code /usr/include/x86_64-linux-gnu/bits/stat.h}, the facts {@code bits/stat.h}. */
    private static Set<String> relative(Set<String> files, List<Path> folders) {
        Set<String> relative = new HashSet<>();
        for (String file : files) {
            Path path = Path.of(file).normalize();
            for (Path folder : folders) {
                if (path.startsWith(folder)) {
                    relative.add(folder.relativize(path).toString());
                }
            }
        }
        return relative;
    }
}

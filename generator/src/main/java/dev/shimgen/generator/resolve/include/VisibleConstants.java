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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
            if (constant.value() instanceof ConstantFact.Int && (isMacro || files.contains(constant.header()))) {
                visible.put(constant.name(), constant);
            }
        }
        return new VisibleConstants(visible, preprocessed);
    }

    /**
     * Asks which of the names are constants after all.
     *
     * <p>The files say too much: {@code <bits/local_lim.h>} takes {@code ARG_MAX} back, which {@code <linux/limits.h>} has
     * defined. So the compiler is asked.
     *
     * @param names whole names and prefixes that a spec speaks of
     */
    public ConstantProbe ask(Collection<String> names, LineProbe probe) {
        SortedSet<String> spoken = new TreeSet<>();
        for (String name : names) {
            if (byName.containsKey(name)) {
                spoken.add(name);
            } else {
                spoken.addAll(ConstantNames.startingWith(name, byName).keySet());
            }
        }
        return ConstantProbe.ask(spoken, probe);
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

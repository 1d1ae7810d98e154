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
 * The integer constants that the plan's headers define on this machine. Others do not count: {@code AT_PHDR} of {@code
 * <elf.h>} has nothing to do with a flag of {@code fstatat}.
 *
 * @param byName the constants
 * @param preprocessed the bodies of their macros
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

    /** An enumerator whose recorded header does not exist in this release, and that another of its headers mentions. */
    private static boolean isMoved(ConstantFact constant, Preprocessed preprocessed, Platform platform) {
        return preprocessed.words().contains(constant.name())
                && platform.header(constant.header()).isEmpty();
    }

    /**
     * Asks which of the names really are constants, and whether they have these values.
     *
     * <p>The files that are read do not decide that: {@code <bits/local_lim.h>} undefines {@code ARG_MAX} again, which
     * {@code <linux/limits.h>} defines. So the compiler is asked.
     *
     * @param names whole names and prefixes in a spec
     */
    public ConstantProbe ask(Collection<String> names, LineProbe probe) {
        SortedMap<String, ConstantFact> spoken = new TreeMap<>();
        for (String name : names) {
            // Even a whole name may be a prefix: where the headers lack it, they may have longer names (PR_SCHED_CORE).
            spoken.putAll(ConstantNames.startingWith(name, byName));
        }
        return ConstantProbe.ask(spoken.values(), probe);
    }

    /** {@return these constants, except for some} */
    public VisibleConstants without(Set<String> names) {
        SortedMap<String, ConstantFact> others = new TreeMap<>(byName);
        others.keySet().removeAll(names);
        return new VisibleConstants(Collections.unmodifiableSortedMap(others), preprocessed);
    }

    /**
     * Converts the preprocessor's {@code /usr/include/x86_64-linux-gnu/bits/stat.h} to the facts' {@code bits/stat.h}.
     */
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

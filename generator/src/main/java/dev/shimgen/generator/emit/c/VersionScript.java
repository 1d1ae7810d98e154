package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the version script of a shim (GNU ld, "VERSION Command"). A symbol that it does not name has no version. */
final class VersionScript {

    private VersionScript() {}

    static GeneratedFile of(ShimPlan plan, Templates templates) {
        List<Map<String, Object>> versions = new ArrayList<>();
        Map<String, SortedSet<String>> standard = standard(plan);
        String before = null;
        for (String version : plan.versions()) {
            List<Map<String, String>> symbols = standard.getOrDefault(version, new TreeSet<>()).stream()
                    .map(s -> Map.of("name", s))
                    .toList();
            versions.add(Map.of(
                    "name",
                    version,
                    "symbols",
                    symbols,
                    "hasSymbols",
                    !symbols.isEmpty(),
                    "first",
                    before == null,
                    "before",
                    before == null ? "" : " " + before));
            before = version;
        }
        return new GeneratedFile(
                CEmitter.versionScript(plan.name()),
                templates.render(
                        "c/version_script",
                        Map.of(
                                "library",
                                "lib" + plan.name(),
                                "interfaceName",
                                plan.interfaceName(),
                                "versions",
                                versions)));
    }

    /** The symbols that get a version by this script, by version; those of old versions get theirs in the C file. */
    private static Map<String, SortedSet<String>> standard(ShimPlan plan) {
        Map<String, SortedSet<String>> symbols = new HashMap<>();
        for (CallPlan call : plan.calls()) {
            for (EntryPlan entry : call.entries()) {
                SymbolVersion version = entry.version();
                if (version != null && version.standard()) {
                    symbols.computeIfAbsent(version.name(), v -> new TreeSet<>())
                            .add(entry.symbol());
                }
            }
        }
        return symbols;
    }
}

package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.SymbolVersion;
import dev.shimgen.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the version script of a shim (GNU ld, "VERSION Command"). A symbol that it does not name has no version. */
final class VersionScript {

    private VersionScript() {}

    static GeneratedFile of(ShimPlan plan, Templates templates) {
        List<Map<String, Object>> versions = new ArrayList<>();
        String before = null;
        for (String version : plan.versions()) {
            List<Map<String, String>> symbols =
                    standard(plan, version).stream().map(s -> Map.of("name", s)).toList();
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

    /** The symbols that get a version by this script; those of old versions get theirs in the C file. */
    private static SortedSet<String> standard(ShimPlan plan, String version) {
        SortedSet<String> symbols = new TreeSet<>();
        plan.calls().stream()
                .flatMap(call -> call.entries().stream())
                .filter(entry -> new SymbolVersion(version, true).equals(entry.version()))
                .map(EntryPlan::symbol)
                .forEach(symbols::add);
        return symbols;
    }
}

package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.behaviour.trace.TraceBehaviour;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostic;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.java.JavaEmitter;
import dev.shimgen.generator.header.FunctionHistory;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.resolve.function.AbsentFunctions;
import dev.shimgen.generator.resolve.function.FunctionLookup;
import dev.shimgen.generator.resolve.function.Strangers;
import dev.shimgen.generator.resolve.function.WrittenPrototypes;
import dev.shimgen.generator.resolve.platform.IncludableHeaders;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Functions that are younger than the libc: in a ready-made group, and where the author names them. */
class AbsentFunctionsTest {

    private static final LibcVersion OLD = LibcVersion.glibc(2, 31);

    private final Diagnostics diagnostics = new Diagnostics();

    /** A libc without {@code close_range}. */
    private FunctionLookup.Found find(ShimSpec spec) throws Exception {
        HeaderFacts facts = Machine.facts();
        Platform platform = Machine.platform();
        return new FunctionLookup(
                        new IncludableHeaders(facts, platform),
                        facts,
                        platform.exports(),
                        name -> !name.equals("close_range"),
                        Optional.of(OLD),
                        "facts of a test",
                        new WrittenPrototypes(facts, platform, diagnostics),
                        new Strangers(facts, new IncludableHeaders(facts, platform), platform, List.of()),
                        diagnostics)
                .find(spec.methods());
    }

    /** Seen to fail when a group's method counts as the author's: every spec with a large group is refused on Debian 11. */
    @Test
    void aGroupLeavesThemOutSilently() throws Exception {
        FunctionLookup.Found found = find(Machine.spec("OfGroup", "@Shim(\"ofgroup\")", "Descriptors"));
        assertThat(diagnostics.all()).isEmpty();
        assertThat(found.calls()).extracting(call -> call.function().name()).contains("close", "dup3");
        LibraryExports exports = Machine.platform().exports();
        assertThat(found.absent())
                .filteredOn(call -> exports.has(call.name()) || call.name().equals("close_range"))
                .containsExactly(new AbsentCall(
                        "close_range",
                        "int",
                        List.of(
                                new AbsentCall.Parameter("int", "first", false),
                                new AbsentCall.Parameter("int", "last", false),
                                new AbsentCall.Parameter("int", "flags", false)),
                        "close_range is there since glibc 2.34; this shim was generated for glibc 2.31",
                        false));
    }

    @Test
    void anAuthorIsToldSinceWhen() throws Exception {
        FunctionLookup.Found found = find(Machine.spec(
                "OfAuthor", "@Shim(\"ofauthor\")", "", "int close_range(int first, int last, int flags);"));
        assertThat(found.calls()).isEmpty();
        assertThat(found.absent()).isEmpty();
        assertThat(diagnostics.all()).hasSize(1);
        Diagnostic error = diagnostics.all().get(0);
        assertThat(error.code()).isEqualTo(Code.SG0208);
        assertThat(error.message()).contains("since glibc 2.34; this is 2.31");
    }

    private static final Pattern METHOD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/(?:\\s*@\\w+(?:\\((?:[^()\"]|\"[^\"]*\")*\\))?)*\\s*[\\w.\\[\\]]+ (\\w+)\\(",
            Pattern.DOTALL);

    private static final Pattern SINCE = Pattern.compile("Since glibc ([\\d.]+)");

    /** What glibc brought after 2.31 says so; before, programs reached some by another name. */
    @Test
    void theGroupsSaySinceWhen() throws Exception {
        Set<String> before = Set.of("res_query", "res_search");
        List<String> wrong = new ArrayList<>();
        Set<String> said = new TreeSet<>();
        Path sources = Path.of("../spec/src/main/java");
        for (ReadyMadeGroup group : ReadyMadeGroups.load()) {
            String text = Files.readString(sources.resolve(group.name().replace('.', '/') + ".java"));
            Matcher method = METHOD.matcher(text);
            while (method.find()) {
                String name = method.group(2);
                Matcher since = SINCE.matcher(method.group(1).replaceAll("\\s+\\*?\\s*", " "));
                String says = since.find() ? since.group(1).replaceFirst("\\.$", "") : "";
                String is = FunctionHistory.since(name)
                        .filter(version -> OLD.isOlderThan(version) && !before.contains(name))
                        .map(LibcVersion::number)
                        .orElse("");
                if (!says.equals(is)) {
                    wrong.add(group.simpleName() + "." + name + " says \"" + says + "\", and it is \"" + is + "\"");
                }
                if (!says.isEmpty()) {
                    said.add(name);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(said).contains("close_range", "fsopen", "epoll_pwait2").hasSizeGreaterThan(50);
    }

    private static final Pattern RECORD = Pattern.compile("  record (\\w+)\\(([^)]*)\\) implements \\w+Event");

    /**
     * What is written for one libc compiles for another: the record of a function that is not there has its name, and no
     * component that it would not have if it were. Seen to fail when every
     * string counts as an array of them.
     */
    @Test
    void theRecordsOfOtherReleasesAreThere() throws Exception {
        ShimSpec spec =
                Machine.spec("Records", "@Shim(\"records\") @Trace", String.join(", ", ReadyMadeGroups.names()));
        ShimPlan plan = Machine.plan(spec, new Diagnostics(), new TraceBehaviour());
        Map<String, List<String>> there = records(plan);
        Map<String, List<String>> elsewhere = records(allAbsent(spec));
        Map<String, List<String>> more = new TreeMap<>();
        elsewhere.forEach((record, components) -> {
            List<String> others = new ArrayList<>(components);
            others.removeAll(there.getOrDefault(record, List.of()));
            if (!others.isEmpty()) {
                more.put(record, others);
            }
        });
        assertThat(elsewhere.keySet()).isEqualTo(there.keySet()).hasSizeGreaterThan(1000);
        // They jump to the function, which tells no result. Every libc has them.
        assertThat(more.keySet()).containsExactlyInAnyOrder("Clone", "DlIteratePhdr", "Vfork");
    }

    private static ShimPlan allAbsent(ShimSpec spec) {
        List<AbsentCall> absent = spec.methods().stream()
                .map(method -> AbsentFunctions.of(method, "a libc of a test"))
                .toList();
        return new ShimPlan(
                spec.name(),
                spec.packageName(),
                spec.interfaceName(),
                List.of(),
                List.of(),
                List.of(),
                absent,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The components of each record. */
    private static Map<String, List<String>> records(ShimPlan plan) throws Exception {
        Map<String, List<String>> records = new TreeMap<>();
        for (GeneratedFile file : JavaEmitter.emit(plan)) {
            Matcher record = RECORD.matcher(file.text());
            while (record.find()) {
                records.put(
                        record.group(1),
                        List.of(record.group(2).replaceAll("\\s+", " ").strip().split(", ?")));
            }
        }
        return records;
    }
}

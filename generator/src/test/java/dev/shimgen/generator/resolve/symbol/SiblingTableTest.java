package dev.shimgen.generator.resolve.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.header.declaration.CTypes;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.resolve.facts.CorrectedFacts;
import dev.shimgen.generator.resolve.facts.RenamedFunctions;
import dev.shimgen.generator.resolve.include.DeclarationProbe;
import dev.shimgen.generator.resolve.platform.Platform;
import dev.shimgen.generator.resolve.platform.Prelude;
import dev.shimgen.generator.toolchain.CompileResult;
import dev.shimgen.generator.toolchain.CompiledObject;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The prototypes that shimgen writes down itself, against the libc and the compiler of this machine. */
class SiblingTableTest {

    /** What declares checked entry points under {@code _FORTIFY_SOURCE}. */
    private static final Prelude FORTIFIED = Prelude.of(List.of(
            "fcntl.h",
            "mqueue.h",
            "obstack.h",
            "poll.h",
            "setjmp.h",
            "stdio.h",
            "stdlib.h",
            "string.h",
            "sys/socket.h",
            "sys/stat.h",
            "syslog.h",
            "unistd.h",
            "wchar.h"));

    private static final List<String> FLAGS = List.of("-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=2");

    private static Platform platform;
    private static HeaderFacts facts;
    private static SiblingTable table;

    @BeforeAll
    static void read() throws Exception {
        platform = Machine.platform();
        facts = Machine.facts();
        table = new SiblingTable(new CTypes(facts, platform.exports().bits()));
    }

    @Test
    void theCompilerAgreesWithEveryPrototypeThatAHeaderDeclares() throws Exception {
        Preprocessed preprocessed = platform.compiler().preprocess(FORTIFIED.text(), FLAGS);
        List<String> names =
                table.all().stream().map(r -> r.prototype().name()).distinct().toList();
        Set<String> declared = DeclarationProbe.declared(names, FORTIFIED, preprocessed, platform, FLAGS);
        assertThat(declared)
                .contains("__read_chk", "__open_2", "__printf_chk", "__realpath_chk")
                .hasSizeGreaterThan(55);

        StringBuilder source = new StringBuilder(FORTIFIED.text());
        for (SiblingTable.Row row : table.all()) {
            FunctionFact sibling = row.prototype();
            if (declared.contains(sibling.name())) {
                String own =
                        sibling.prototype().replaceFirst("\\b" + sibling.name() + "\\(", "own_" + sibling.name() + "(");
                source.append(own)
                        .append(";\n_Static_assert(__builtin_types_compatible_p(__typeof__(")
                        .append(sibling.name())
                        .append("), __typeof__(own_")
                        .append(sibling.name())
                        .append(")), \"")
                        .append(sibling.name())
                        .append("\");\n");
            }
        }
        CompileResult result = platform.compiler().checkSyntax(source.toString(), FLAGS);
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void everyRowMatchesTheFunctionThatItLeadsTo() throws Exception {
        // Those of newer releases too, and each symbol belongs to one.
        HeaderFacts newest = CorrectedFacts.of(
                CatalogueSource.embedded("x86_64-linux-gnu", Optional.of(LibcVersion.glibc(9, 0)))
                        .orElseThrow()
                        .readAll(),
                platform.exports().bits());
        for (SiblingTable.Row row : table.all()) {
            FunctionFact function = Objects.requireNonNull(
                    newest.function(row.of().function()), row.of().function());
            assertThat(row.of().names()).as(row.prototype().name()).hasSameSizeAs(function.parameters());
            assertThat(row.prototype().variadic() ? function.variadic() : true)
                    .as(row.prototype().name())
                    .isTrue();
            assertThat(row.prototype().result().carrier())
                    .as(row.prototype().name())
                    .isEqualTo(function.result().carrier());
            for (int i = 0; i < row.prototype().parameters().size(); i++) {
                var parameter = row.prototype().parameters().get(i);
                int position = row.of().names().indexOf(parameter.name());
                if (position >= 0) {
                    assertThat(parameter.type().carrier())
                            .as("%s: %s", row.prototype().name(), parameter.name())
                            .isEqualTo(
                                    function.parameters().get(position).type().carrier());
                }
            }
        }
    }

    /** A libc with a new checked entry point breaks this test, not a user's trace. */
    @Test
    void everyCheckedEntryPointOfThisLibcIsKnown() {
        Pattern checked = Pattern.compile("__(\\w+?)_(chk|2)");
        Set<String> known =
                table.all().stream().map(r -> r.prototype().name()).collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> unknown = new TreeSet<>();
        for (String symbol : platform.exports().byName().keySet()) {
            var matcher = checked.matcher(symbol);
            if (matcher.matches() && facts.function(matcher.group(1)) != null && !known.contains(symbol)) {
                unknown.add(symbol);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyOldStatOfThisLibcIsKnown() {
        Set<String> known = table.all().stream()
                .map(r -> r.prototype().name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assertThat(platform.exports().byName().keySet())
                .filteredOn(s -> s.matches("__[fl]?x(stat|mknod)(at)?(64)?"))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    /** With the macros of its row, the name has that type and is that symbol. */
    @Test
    void theCompilerAgreesWithEveryRenamedFunction() throws Exception {
        assertThat(RenamedFunctions.rows()).isNotEmpty();
        for (RenamedFunctions.Row row : RenamedFunctions.rows()) {
            String source = "#include <" + row.header() + ">\n" + row.prototype() + ";\n"
                    + "_Static_assert(__builtin_types_compatible_p(__typeof__(" + row.name() + "), __typeof__("
                    + row.function() + ")), \"\");\nvoid *pointer = (void *) " + row.name() + ";\n";
            CompiledObject object = platform.compiler().compileObject(source, row.flags());
            assertThat(object.result().errors()).isEmpty();
            assertThat(object.object().orElseThrow().references().values())
                    .as(row.function())
                    .anyMatch(symbols -> symbols.contains(row.function()));
        }
    }
}

package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.HeaderRequest;
import dev.shimgen.generator.header.HeaderSource;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.generator.spec.ShimSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Facts that are not those of this machine's headers: it is the headers that the plan has. */
class DifferentFactsTest {

    private final List<String> notes = new ArrayList<>();

    private record Fixed(HeaderFacts facts) implements HeaderSource {
        @Override
        public String describe() {
            return "facts of a test";
        }

        @Override
        public HeaderFacts read(HeaderRequest request) {
            return facts;
        }
    }

    private static ShimSpec spec() {
        return Machine.spec(
                "DifferentFacts",
                "@Shim(\"different\") @Partial",
                "FileStatus",
                "int open(@Path String path, @Flags(\"O_\") int flags, @Mode int mode);",
                "long read(@Fd int fd, @Buffer(length = \"count\") byte[] buffer, long count);");
    }

    private ShimPlan plan(HeaderFacts facts) throws Exception {
        return new Planner(Machine.compiler(), Behaviours.load(), notes::add)
                .plan(spec(), new Fixed(facts), new Diagnostics());
    }

    /** Seen to fail when the facts are taken as they are: the generated C then ends in static assertions. */
    @Test
    void theHeadersWin() throws Exception {
        HeaderFacts facts = Machine.catalogue().readAll();
        ShimPlan right = plan(facts);
        assertThat(notes)
                .as("the recording of this release agrees with its headers")
                .isEmpty();

        ShimPlan corrected = plan(changed(facts));
        assertThat(corrected.constants()).isEqualTo(right.constants());
        assertThat(stat(corrected).fields()).isEqualTo(stat(right).fields());
        assertThat(stat(corrected).complete()).as("a field is gone").isFalse();
        assertThat(corrected.calls())
                .extracting(call -> call.name())
                .isEqualTo(right.calls().stream().map(call -> call.name()).toList());
        assertThat(notes).hasSize(3);
        assertThat(String.join("\n", notes))
                .containsPattern("read: the headers of this machine have \"ssize_t read ?\\(.*win over the recorded")
                .contains("struct stat: st_size, st_gone differ from the recorded layout")
                .contains(
                        "constants with other values than the recorded ones; the headers of this machine win: O_CREAT");
    }

    private static StructFact stat(ShimPlan plan) {
        return plan.structs().stream()
                .map(StructPlan::fact)
                .filter(fact -> fact.type().equals("struct stat"))
                .findFirst()
                .orElseThrow();
    }

    private static HeaderFacts changed(HeaderFacts facts) {
        SortedMap<String, ConstantFact> constants = new TreeMap<>(facts.constants());
        constants.computeIfPresent(
                "O_CREAT", (name, c) -> new ConstantFact(name, new ConstantFact.Int(1 << 29, 32), c.header()));

        SortedMap<String, StructFact> structs = new TreeMap<>(facts.structs());
        structs.computeIfPresent("struct stat", (type, struct) -> {
            List<StructFact.Field> fields = new ArrayList<>();
            struct.fields()
                    .forEach(field -> fields.add(field.name().equals("st_size") ? moved(field, "st_size") : field));
            fields.add(moved(struct.fields().get(0), "st_gone"));
            return new StructFact(
                    type,
                    struct.union(),
                    struct.size(),
                    struct.alignment(),
                    fields,
                    struct.complete(),
                    struct.header());
        });

        SortedMap<String, FunctionFact> functions = new TreeMap<>(facts.functions());
        FunctionFact read = Objects.requireNonNull(facts.function("read"));
        functions.put(
                "read",
                new FunctionFact(
                        "read",
                        read.prototype().replace("ssize_t", "long long"),
                        new CType("long long", "", CType.Carrier.INT64, null),
                        read.parameters(),
                        false,
                        read.header()));
        return facts.with(functions, structs, constants);
    }

    private static StructFact.Field moved(StructFact.Field field, String name) {
        return new StructFact.Field(
                name, field.type(), field.offset() + 8, field.size(), field.count(), field.carrier(), field.struct());
    }
}

package dev.shimgen.generator.behaviour.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.plan.StructView.Style;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables that differ have different names in C, whatever their functions, structs and fields are called. */
final class TableNamesTest {

    /** Seen to fail with parts joined by a single {@code _}, and with one word for two kinds. */
    @Test
    void noTwoTablesHaveOneName() {
        StructView ab = fields("struct a", "b");
        Stream<String> structures = Stream.of(
                        ab,
                        fields("struct a", "b_c"),
                        fields("struct a", "b", "c"),
                        fields("struct a", "b.c"),
                        fields("struct a", "b__c"),
                        fields("struct a_", "b"),
                        fields("struct a", "_b"),
                        fields("struct a_b", "c"),
                        fields("union a_b", "c"),
                        fields("a_b", "c"),
                        fields("struct a.b", "c"),
                        fields("struct d", "e.f_g"),
                        fields("struct d", "e_f.g"),
                        fields("struct d", "e_f_g"),
                        tagged(ab),
                        list("struct a *", ab),
                        list("struct a **", fields("struct a", "c")))
                .map(TableNames::structure);
        Stream<String> choices = Stream.of(
                        TableNames.of("a", "b_c"),
                        TableNames.of("a_b", "c"),
                        TableNames.of("a", "b__c"),
                        TableNames.of("a__b", "c"),
                        TableNames.of("a_", "b"),
                        TableNames.of("a", "_b"))
                .map(TableNamesTest::choices);
        Stream<String> constants = Stream.of("flags_a", "choices_a", "choices_a_b_c", "choices_a__b_c")
                .map(TableNames::constants);

        assertThat(Stream.of(structures, choices, constants)
                        .flatMap(names -> names)
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("shimgen_\\w+"));
    }

    /** What is read by people stays as it is. */
    @Test
    void aNameInCIsThatOfWhatItIsFor() {
        assertThat(TableNames.structure(fields("struct stat", "st_mode", "st_size")))
                .isEqualTo("shimgen_fields_stat__st_mode__st_size");
        assertThat(TableNames.structure(fields("struct epoll_event", "events", "data.u64")))
                .isEqualTo("shimgen_fields_epoll_event__events__8_4_data_u64");
        assertThat(choices(TableNames.of("fcntl", "arg"))).isEqualTo("shimgen_cases_fcntl__arg");
    }

    private static String choices(String id) {
        EventPlan.Argument address = new EventPlan.Argument(
                "x", new CType("void *", "", CType.Carrier.POINTER, null), new EventPlan.Address());
        return TableNames.choices(new EventPlan.Chosen(id, 0, -1, List.of(), address));
    }

    private static StructView fields(String type, String... names) {
        return new StructView(
                type,
                Stream.of(names)
                        .map(name -> new StructView.Field(type, name, Style.SIGNED))
                        .toList());
    }

    private static StructView tagged(StructView view) {
        return new StructView(
                view.type(), Style.FIELDS, "", view.fields(), List.of(new StructView.Case("X", view)), view.size());
    }

    private static StructView list(String pointer, StructView each) {
        StructView.Field next = new StructView.Field(each.type(), "next", Style.LIST, "", each, "");
        return new StructView(pointer, Style.LIST, "", List.of(next), List.of(), "");
    }
}

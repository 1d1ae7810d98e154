package dev.shimgen.generator.resolve.vocabulary;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.plan.ResourceTable;
import dev.shimgen.generator.spec.AnnotationText;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the fields of structs mean, wherever they are shown ({@code field-meanings.txt}). */
public final class FieldMeanings {

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, null);

    private static final List<Row> ROWS = ResourceTable.rows("field-meanings.txt").stream()
            .map(FieldMeanings::row)
            .toList();

    private FieldMeanings() {}

    private record Row(String type, String field, SpecAnnotation meaning) {}

    /** {@return the {@code @Flags} or {@code @OneOf} of a field; nothing if the table does not know it} */
    public static Optional<SpecAnnotation> of(String type, String field) {
        return ROWS.stream()
                .filter(row -> row.type().equals(type) && row.field().equals(field))
                .map(Row::meaning)
                .findFirst();
    }

    /** {@return the names of signals, a {@code @OneOf}} */
    public static SpecAnnotation signals() {
        return of("siginfo_t", "si_signo").orElseThrow();
    }

    /** {@return what fields of a name mean, whatever the struct is: a spec does not tell it} */
    public static Stream<SpecAnnotation> named(String field) {
        return ROWS.stream().filter(row -> row.field().equals(field)).map(Row::meaning);
    }

    /** {@return what the fields of some structs mean, by their C types} */
    public static Stream<SpecAnnotation> ofStructs(Set<String> types) {
        return ROWS.stream().filter(row -> types.contains(row.type())).map(Row::meaning);
    }

    private static Row row(List<String> columns) {
        SpecAnnotation plain = AnnotationText.parse(columns.get(2), NOWHERE);
        Map<String, Object> values = new HashMap<>(plain.values());
        List<SpecAnnotation> fields =
                columns.stream().skip(3).map(FieldMeanings::bits).toList();
        if (!fields.isEmpty()) {
            values.put("fields", fields);
        }
        return new Row(columns.get(0), columns.get(1), new SpecAnnotation(plain.type(), values, NOWHERE));
    }

    private static SpecAnnotation bits(String column) {
        List<String> words = List.of(column.split(":? ", -1));
        return new SpecAnnotation(
                SpecNames.FLAGS + ".Field",
                Map.of("mask", words.get(0), "values", words.subList(1, words.size())),
                NOWHERE);
    }
}

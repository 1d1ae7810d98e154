package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;

/** Writes facts as the text of a catalogue file. */
public final class CatalogueWriter {

    private static final String EXTERN = "extern ";

    private final StringBuilder out = new StringBuilder(1 << 20);

    private CatalogueWriter() {}

    /** {@return the file's text; equal facts give equal text} */
    public static String write(Catalogue catalogue) {
        CatalogueWriter writer = new CatalogueWriter();
        writer.all(catalogue);
        return writer.out.toString();
    }

    private void all(Catalogue catalogue) {
        HeaderFacts facts = catalogue.facts();
        line(Format.FIRST_LINE);
        line(Format.PLATFORM + facts.platform());
        catalogue.libc().ifPresent(libc -> line(Format.LIBC + libc));
        line(Format.PUBLIC);
        facts.publicHeaders().forEach(this::line);
        line(Format.TYPEDEFS);
        facts.typedefs().values().forEach(t -> line(t.name(), t.header(), t.target()));
        line(Format.STRUCTS);
        facts.structs().values().forEach(this::struct);
        line(Format.FUNCTIONS);
        facts.functions().values().forEach(this::function);
        line(Format.CONSTANTS);
        facts.constants().values().forEach(this::constant);
        line(Format.REACHED);
        facts.reachedBy().forEach((header, by) -> line(header, String.join(" ", by)));
        line(Format.SKIPPED);
        facts.skipped().values().forEach(s -> line(s.name(), s.reason()));
        line(Format.END);
    }

    private void struct(StructFact struct) {
        line(
                struct.type(),
                struct.header(),
                struct.union() ? "union" : "struct",
                Long.toString(struct.size()),
                Long.toString(struct.alignment()),
                struct.complete() ? "whole" : "part");
        for (StructFact.Field field : struct.fields()) {
            CType type = field.type();
            boolean glued = type.before().endsWith("*") || type.before().endsWith("(");
            line(
                    "",
                    Long.toString(field.offset()),
                    Long.toString(field.size()),
                    Long.toString(field.count()),
                    String.valueOf(Format.letter(field.carrier())),
                    field.name(),
                    type.before() + (glued ? "" : " ") + Format.NAME + type.after());
        }
    }

    private void function(FunctionFact function) {
        StringBuilder carriers = new StringBuilder();
        carriers.append(Format.letter(function.result().carrier()));
        for (CParameter parameter : function.parameters()) {
            carriers.append(Format.letter(parameter.type().carrier()));
        }
        String prototype = function.prototype();
        line(
                function.name(),
                function.header(),
                carriers.toString(),
                prototype.startsWith(EXTERN) ? prototype.substring(EXTERN.length()) : prototype);
    }

    private void constant(ConstantFact constant) {
        ConstantFact.Value value = constant.value();
        if (value instanceof ConstantFact.Int number) {
            line(constant.name(), constant.header(), "i" + number.bits(), Long.toString(number.value()));
        } else if (value instanceof ConstantFact.Floating number) {
            line(constant.name(), constant.header(), "f", Double.toString(number.value()));
        } else if (value instanceof ConstantFact.Address address) {
            line(constant.name(), constant.header(), "p", Long.toString(address.value()));
        } else if (value instanceof ConstantFact.Text text) {
            line(constant.name(), constant.header(), "s", Format.escape(text.value()));
        }
    }

    private void line(String... columns) {
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.append('\t');
            }
            out.append(columns[i]);
        }
        out.append('\n');
    }
}

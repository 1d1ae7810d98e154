package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.SkippedFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.TypedefFact;
import dev.shimgen.generator.header.declaration.Declaration;
import dev.shimgen.generator.header.declaration.DeclarationException;
import dev.shimgen.generator.header.declaration.Prototype;
import dev.shimgen.generator.header.declaration.TypeNames;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the text of a catalogue file; any deviation from the format is an error with the line's number. */
final class CatalogueReader {

    /** A file that is damaged, or of another version of the format. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }

        DamagedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final String text;
    private int at;
    private int lineNumber;
    private String line = "";

    /** The types met so far, to be shared: most of the many parameters are {@code int} and {@code const char *}. */
    private final Map<String, CType> types = new HashMap<>();

    private CatalogueReader(String text) {
        this.text = text;
    }

    static Catalogue read(String text) throws DamagedException {
        CatalogueReader reader = new CatalogueReader(text);
        try {
            return reader.all();
        } catch (IllegalArgumentException | DeclarationException e) {
            throw new DamagedException("line " + reader.lineNumber + ": " + e.getMessage(), e);
        }
    }

    private Catalogue all() throws DamagedException, DeclarationException {
        next();
        if (!line.equals(Format.FIRST_LINE)) {
            String first = line.length() > 40 ? line.substring(0, 40) + "…" : line;
            throw new DamagedException("it begins with \"" + first + "\", not with \"" + Format.FIRST_LINE + "\"");
        }
        next();
        if (!line.startsWith(Format.PLATFORM)) {
            throw unexpected("no platform");
        }
        String platform = line.substring(Format.PLATFORM.length());
        next();
        Optional<LibcVersion> libc = Optional.empty();
        if (line.startsWith(Format.LIBC)) {
            libc = Optional.of(LibcVersion.parse(line.substring(Format.LIBC.length())));
            next();
        }
        TreeSet<String> publicHeaders = new TreeSet<>();
        section(Format.PUBLIC, Format.TYPEDEFS, columns -> publicHeaders.add(columns[0]), 1);
        SortedMap<String, TypedefFact> typedefs = new TreeMap<>();
        Map<String, String> targets = new HashMap<>();
        section(
                Format.TYPEDEFS,
                Format.STRUCTS,
                columns -> {
                    typedefs.put(columns[0], new TypedefFact(columns[0], columns[2], columns[1]));
                    targets.put(columns[0], columns[2]);
                },
                3);
        List<RawStruct> raw = rawStructs();
        Map<String, RawStruct> byType = new HashMap<>();
        raw.forEach(struct -> byType.put(struct.columns[0], struct));
        TypeNames names = new TypeNames(targets, byType.keySet());
        SortedMap<String, StructFact> structs = new TreeMap<>();
        for (RawStruct struct : raw) {
            structs.put(struct.columns[0], struct(struct, names));
        }
        SortedMap<String, FunctionFact> functions = new TreeMap<>();
        section(Format.FUNCTIONS, Format.CONSTANTS, columns -> functions.put(columns[0], function(columns, names)), 4);
        SortedMap<String, ConstantFact> constants = new TreeMap<>();
        section(
                Format.CONSTANTS,
                Format.REACHED,
                columns -> constants.put(
                        columns[0], new ConstantFact(columns[0], value(columns[2], columns[3]), columns[1])),
                4);
        SortedMap<String, List<String>> reachedBy = new TreeMap<>();
        section(
                Format.REACHED,
                Format.SKIPPED,
                columns -> reachedBy.put(columns[0], List.of(columns[1].split(" "))),
                2);
        SortedMap<String, SkippedFact> skipped = new TreeMap<>();
        section(
                Format.SKIPPED,
                Format.END,
                columns -> skipped.put(columns[0], new SkippedFact(columns[0], columns[1])),
                2);
        if (at < text.length()) {
            throw unexpected("text behind its end");
        }
        return new Catalogue(
                libc,
                new HeaderFacts(platform, functions, structs, typedefs, constants, publicHeaders, reachedBy, skipped));
    }

    private interface Row {
        void add(String[] columns) throws DeclarationException;
    }

    /** Reads a section, whose title is the current line; afterwards the current line is the next section's title. */
    private void section(String title, String following, Row row, int columns)
            throws DamagedException, DeclarationException {
        if (!line.equals(title)) {
            throw unexpected("not " + title);
        }
        next();
        while (!line.equals(following)) {
            row.add(columns(columns));
            next();
        }
    }

    private static final class RawStruct {
        final String[] columns;
        final List<String[]> fields = new ArrayList<>();

        RawStruct(String[] columns) {
            this.columns = columns;
        }
    }

    /** Structs are read in two steps, because the types of their fields need the names of all structs. */
    private List<RawStruct> rawStructs() throws DamagedException {
        if (!line.equals(Format.STRUCTS)) {
            throw unexpected("not " + Format.STRUCTS);
        }
        List<RawStruct> structs = new ArrayList<>();
        next();
        while (!line.equals(Format.FUNCTIONS)) {
            if (!line.startsWith("\t")) {
                structs.add(new RawStruct(columns(6)));
            } else if (structs.isEmpty()) {
                throw unexpected("a field without struct");
            } else {
                structs.get(structs.size() - 1).fields.add(columns(7));
            }
            next();
        }
        return structs;
    }

    private StructFact struct(RawStruct raw, TypeNames names) {
        List<StructFact.Field> fields = new ArrayList<>(raw.fields.size());
        for (String[] columns : raw.fields) {
            int name = columns[6].indexOf(Format.NAME);
            if (name < 0) {
                throw new IllegalArgumentException("a field's type without " + Format.NAME + ": " + columns[6]);
            }
            CType.Carrier carrier = Format.carrier(onlyChar(columns[4]));
            String before = columns[6].substring(0, name).stripTrailing();
            CType type = type(before, columns[6].substring(name + 1), carrier, names);
            String struct = type.struct();
            fields.add(new StructFact.Field(
                    columns[5],
                    type,
                    Long.parseLong(columns[1]),
                    Long.parseLong(columns[2]),
                    Long.parseLong(columns[3]),
                    carrier,
                    carrier == CType.Carrier.STRUCT && struct != null ? struct : ""));
        }
        return new StructFact(
                raw.columns[0],
                oneOf(raw.columns[2], "union", "struct"),
                Long.parseLong(raw.columns[3]),
                Long.parseLong(raw.columns[4]),
                fields,
                oneOf(raw.columns[5], "whole", "part"),
                raw.columns[1]);
    }

    private static boolean oneOf(String word, String yes, String no) {
        if (!word.equals(yes) && !word.equals(no)) {
            throw new IllegalArgumentException(word + " is neither " + yes + " nor " + no);
        }
        return word.equals(yes);
    }

    private static char onlyChar(String column) {
        if (column.length() != 1) {
            throw new IllegalArgumentException("no carrier: " + column);
        }
        return column.charAt(0);
    }

    private FunctionFact function(String[] columns, TypeNames names) throws DeclarationException {
        Prototype prototype = Prototype.parse(columns[3]);
        List<Declaration> parameters = prototype.parameters();
        String carriers = columns[2];
        if (!prototype.name().equals(columns[0]) || carriers.length() != parameters.size() + 1) {
            throw new IllegalArgumentException("name, carriers and prototype differ: " + columns[3]);
        }
        List<CParameter> all = new ArrayList<>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            Declaration parameter = parameters.get(i);
            CType.Carrier carrier = Format.carrier(carriers.charAt(i + 1));
            all.add(new CParameter(parameter.name(), type(parameter.before(), parameter.after(), carrier, names)));
        }
        CType.Carrier resultCarrier = Format.carrier(carriers.charAt(0));
        CType result = type(prototype.resultBefore(), prototype.resultAfter(), resultCarrier, names);
        // An empty parameter list, other than (void), accepts any arguments (C11 6.7.6.3 §14).
        boolean variadic = prototype.variadic() || columns[3].endsWith("()");
        return new FunctionFact(columns[0], "extern " + columns[3], result, all, variadic, columns[1]);
    }

    private CType type(String before, String after, CType.Carrier carrier, TypeNames names) {
        String key = before + Format.NAME + after + Format.letter(carrier);
        return types.computeIfAbsent(key, k -> names.type(before, after, carrier));
    }

    private static ConstantFact.Value value(String kind, String value) {
        return switch (kind) {
            case "i8", "i16", "i32", "i64" ->
                new ConstantFact.Int(Long.parseLong(value), Integer.parseInt(kind.substring(1)));
            case "f" -> new ConstantFact.Floating(Double.parseDouble(value));
            case "p" -> new ConstantFact.Address(Long.parseLong(value));
            case "s" -> new ConstantFact.Text(Format.unescape(value));
            default -> throw new IllegalArgumentException("no kind of constant: " + kind);
        };
    }

    private void next() throws DamagedException {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw new DamagedException("it ends after line " + lineNumber + " without " + Format.END);
        }
        line = text.substring(at, end);
        at = end + 1;
        lineNumber++;
    }

    private String[] columns(int count) throws DamagedException {
        String[] columns = new String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = i == count - 1 ? line.length() : line.indexOf('\t', start);
            if (end < start) {
                throw unexpected("too few columns");
            }
            columns[i] = line.substring(start, end);
            start = end + 1;
        }
        if (columns[count - 1].indexOf('\t') >= 0) {
            throw unexpected("too many columns");
        }
        return columns;
    }

    private DamagedException unexpected(String what) {
        return new DamagedException("line " + lineNumber + ": " + what);
    }
}

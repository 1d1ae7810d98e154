package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.declaration.Declaration;
import dev.shimgen.generator.header.declaration.DeclarationException;
import dev.shimgen.generator.header.declaration.StructBody;
import dev.shimgen.generator.header.declaration.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads structs and unions: types and order of the fields from the C snippet of a class, offsets and sizes from its
 * layout. A field that is in the snippet and not in the layout was skipped by jextract, and the struct is incomplete.
 */
final class StructReader {

    /** jextract appends a number to classes whose names would differ only by case. */
    private static final Pattern NUMBERED = Pattern.compile("\\$\\d+$");

    private final Layouts layouts;
    private final Unreadable unreadable;
    private final SortedMap<String, Definition> definitions = new TreeMap<>();

    private record Definition(String type, StructBody body, String classPath, String header) {}

    StructReader(Layouts layouts, Origins origins, List<JavaClass> classes, Unreadable unreadable) {
        this.layouts = layouts;
        this.unreadable = unreadable;
        for (JavaClass type : classes) {
            collect(type, "", origins);
        }
    }

    /** {@return the C types of the structs and unions of this run} */
    Set<String> names() {
        return definitions.keySet();
    }

    /**
     * Finds the classes that define a struct or union. One that is defined inside another belongs to the same header,
     * since structs do not open a scope in C (C11 6.2.1).
     */
    private void collect(JavaClass type, String outerHeader, Origins origins) {
        String header = outerHeader;
        if (Layouts.layoutField(type) != null && !type.snippet().isEmpty()) {
            try {
                header = define(type, StructBody.parse(type.snippet()), outerHeader, origins);
            } catch (DeclarationException e) {
                unreadable.add(type.simpleName(), e);
            }
        }
        for (JavaClass nested : type.classes()) {
            collect(nested, header, origins);
        }
    }

    /** Adds a definition, if C has a name for it; returns its header. */
    private String define(JavaClass type, StructBody body, String outerHeader, Origins origins) {
        String kind = body.union() ? "union" : "struct";
        String name = "";
        String found = null;
        if (!body.tag().isEmpty()) {
            name = kind + " " + body.tag();
            found = origins.find(kind, body.tag());
        } else if (outerHeader.isEmpty()) {
            name = typedefName(type.simpleName(), origins);
            found = origins.listed("typedef", name);
        }
        String header = found == null ? outerHeader : found;
        if (!name.isEmpty() && !header.isEmpty()) {
            definitions.put(name, new Definition(name, body, type.path(), header));
        }
        return header;
    }

    /** {@return the typedef that gives an untagged struct's class its name; empty if the struct has no name in C} */
    private static String typedefName(String className, Origins origins) {
        String plain = NUMBERED.matcher(className).replaceFirst("");
        if (origins.listed("typedef", plain) != null) {
            return plain;
        }
        // jextract appends an underscore to a C name that is a Java keyword or a well-known class.
        String bare = plain.endsWith("_") ? plain.substring(0, plain.length() - 1) : plain;
        return origins.listed("typedef", bare) != null ? bare : "";
    }

    SortedMap<String, StructFact> read(TypeNames names) throws OutputException {
        SortedMap<String, StructFact> structs = new TreeMap<>();
        for (Definition definition : definitions.values()) {
            Layout.Group layout = layouts.group(definition.classPath());
            Fields fields = new Fields(names);
            fields.add(definition.body(), layout, "", 0);
            structs.put(
                    definition.type(),
                    new StructFact(
                            definition.type(),
                            definition.body().union(),
                            layout.size(),
                            layout.alignment(),
                            fields.all,
                            fields.complete,
                            definition.header()));
        }
        return structs;
    }

    private static final class Fields {
        private final TypeNames names;
        final List<StructFact.Field> all = new ArrayList<>();
        boolean complete = true;

        Fields(TypeNames names) {
            this.names = names;
        }

        void add(StructBody body, Layout.Group group, String prefix, long base) throws OutputException {
            List<Layout> anonymous = new ArrayList<>();
            for (Layout member : group.members()) {
                if (member instanceof Layout.Group && member.name().startsWith("$anon$")) {
                    anonymous.add(member);
                }
            }
            for (StructBody.Member member : body.members()) {
                StructBody inner = member.body();
                if (inner != null && member.isAnonymous()) {
                    addAnonymous(inner, group, anonymous, prefix, base);
                } else if (!member.declaration().name().isEmpty()) {
                    addNamed(member, group, prefix, base);
                }
            }
        }

        private void addAnonymous(
                StructBody inner, Layout.Group group, List<Layout> anonymous, String prefix, long base)
                throws OutputException {
            for (Layout candidate : anonymous) {
                Layout.Group layout = (Layout.Group) candidate;
                if (shareName(inner, layout)) {
                    anonymous.remove(candidate);
                    add(inner, layout, prefix, base + group.offset(layout));
                    return;
                }
            }
            complete = false;
        }

        /**
         * Matches an anonymous member to its layout by the names inside; one that holds only bit-fields has no layout.
         */
        private static boolean shareName(StructBody body, Layout.Group layout) {
            for (StructBody.Member member : body.members()) {
                for (Layout place : layout.members()) {
                    if (stands(member, place)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static boolean stands(StructBody.Member member, Layout place) {
            StructBody inner = member.body();
            if (inner != null && member.isAnonymous()) {
                return place instanceof Layout.Group group && shareName(inner, group);
            }
            return !place.name().isEmpty()
                    && place.name().equals(member.declaration().name());
        }

        private void addNamed(StructBody.Member member, Layout.Group group, String prefix, long base)
                throws OutputException {
            Declaration declaration = member.declaration();
            Layout place = group.members().stream()
                    .filter(m -> m.name().equals(declaration.name()))
                    .findFirst()
                    .orElse(null);
            if (place == null || declaration.bitField()) {
                complete = false;
                return;
            }
            long offset = base + group.offset(place);
            String name = prefix + declaration.name();
            StructBody inner = member.body();
            if (inner != null && inner.tag().isEmpty() && place instanceof Layout.Group layout) {
                add(inner, layout, name + ".", offset);
                return;
            }
            long count = 1;
            Layout element = place;
            while (element instanceof Layout.Sequence sequence) {
                count *= sequence.count();
                element = sequence.element();
            }
            CType.Carrier carrier = element instanceof Layout.Value value ? value.carrier() : CType.Carrier.STRUCT;
            CType type = names.type(declaration.before(), declaration.after(), carrier);
            String struct = type.struct();
            all.add(new StructFact.Field(
                    name,
                    type,
                    offset,
                    place.size(),
                    count,
                    carrier,
                    carrier == CType.Carrier.STRUCT && struct != null ? struct : ""));
        }
    }
}

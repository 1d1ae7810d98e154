package dev.shimgen.generator.header.declaration;

import dev.shimgen.generator.header.CParameter;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.TypedefFact;
import java.util.HashMap;
import java.util.Map;

/** Reads C declarations from shimgen's own tables and from headers that jextract did not read. */
public final class CTypes {

    private final HeaderFacts facts;
    private final TypeNames names;
    private final Carrier longCarrier;

    /**
     * Makes a reader.
     *
     * @param facts the typedefs and structs that the declarations may use
     * @param bits how many bits a {@code long} has, which are as many as a pointer's (ILP32 and LP64)
     */
    public CTypes(HeaderFacts facts, int bits) {
        this.facts = facts;
        Map<String, String> typedefs = new HashMap<>();
        for (TypedefFact typedef : facts.typedefs().values()) {
            typedefs.put(typedef.name(), typedef.target());
        }
        this.names = new TypeNames(typedefs, facts.structs().keySet());
        this.longCarrier = bits == 64 ? Carrier.INT64 : Carrier.INT32;
    }

    /** {@return a parameter from its declaration: {@code const char *path}} */
    public CParameter parameter(String declaration) {
        try {
            return parameter(Declaration.parse(declaration));
        } catch (DeclarationException e) {
            throw new IllegalArgumentException(declaration, e);
        }
    }

    /** {@return a function from its prototype} */
    public FunctionFact function(String prototype, String header) {
        try {
            return parsed(prototype, header);
        } catch (DeclarationException e) {
            throw new IllegalArgumentException(prototype, e);
        }
    }

    /**
     * {@return a function from a prototype that may be wrong, such as one that an author wrote}
     *
     * @throws DeclarationException if it is none
     */
    public FunctionFact parsed(String prototype, String header) throws DeclarationException {
        Prototype parsed = Prototype.parse(prototype);
        return new FunctionFact(
                parsed.name(),
                "extern " + prototype,
                type(parsed.resultBefore(), parsed.resultAfter()),
                parsed.parameters().stream().map(this::parameter).toList(),
                parsed.variadic(),
                header);
    }

    private CParameter parameter(Declaration declaration) {
        return new CParameter(declaration.name(), type(declaration.before(), declaration.after()));
    }

    private CType type(String before, String after) {
        return names.type(before, after, carrier(before, after));
    }

    private Carrier carrier(String before, String after) {
        if (!after.isEmpty() || before.indexOf('*') >= 0) {
            return Carrier.POINTER;
        }
        if (names.isVaList(before, after)) {
            return Carrier.VA_LIST;
        }
        String name = facts.canonical(before);
        if (name.indexOf('*') >= 0) {
            return Carrier.POINTER;
        }
        return switch (name.replaceFirst("^(unsigned|signed) (?=char|short|int|long)", "")) {
            case "void" -> Carrier.VOID;
            case "_Bool", "bool" -> Carrier.BOOL;
            case "char" -> Carrier.INT8;
            case "short", "short int" -> Carrier.INT16;
            case "int", "unsigned", "signed" -> Carrier.INT32;
            case "long", "long int" -> longCarrier;
            case "long long", "long long int" -> Carrier.INT64;
            case "float", "_Float32" -> Carrier.FLOAT;
            case "double", "_Float64", "_Float32x" -> Carrier.DOUBLE;
            // Not among these: _Complex float and double, passed as structs of two numbers, for which Java has layouts.
            case "long double", "_Float64x", "_Float128", "__float128", "__int128", "unsigned __int128" ->
                Carrier.OPAQUE;
            case "_Complex long double", "long double _Complex", "__CFLOAT64X", "__CFLOAT128" -> Carrier.OPAQUE;
            default -> name.startsWith("enum ") ? Carrier.INT32 : Carrier.STRUCT;
        };
    }
}

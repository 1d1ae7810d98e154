package dev.shimgen.generator.spec;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;
import java.util.Map;

/**
 * What an author wrote: one interface annotated {@code @Shim}, inherited methods included, before anything of it is
 * compared with the headers.
 *
 * @param name the shim's name, checked
 * @param packageName the interface's package, empty for the unnamed one
 * @param interfaceName the interface's simple name
 * @param position the interface's name in its source
 * @param headers the author's own headers, as written
 * @param headersPosition where they are written, or the position of the interface
 * @param methods own methods in source order, then inherited ones in the order of the {@code extends} clause
 * @param structs what is said of structs, the spec's own first, the ready-made groups' last
 * @param cases what is said of arguments that are different things, in the same order
 * @param neighbours the simple names of the other types that the spec's file declares, beside the interface or in it, and
 *     where
 */
public record ShimSpec(
        String name,
        String packageName,
        String interfaceName,
        SourcePosition position,
        List<String> headers,
        SourcePosition headersPosition,
        List<SpecMethod> methods,
        List<SpecStruct> structs,
        List<SpecCases> cases,
        Map<String, SourcePosition> neighbours) {

    public ShimSpec {
        structs = List.copyOf(structs);
        cases = List.copyOf(cases);
        headers = List.copyOf(headers);
        methods = List.copyOf(methods);
        neighbours = Map.copyOf(neighbours);
    }

    /** A spec alone in its file. */
    public ShimSpec(
            String name,
            String packageName,
            String interfaceName,
            SourcePosition position,
            List<String> headers,
            SourcePosition headersPosition,
            List<SpecMethod> methods) {
        this(
                name,
                packageName,
                interfaceName,
                position,
                headers,
                headersPosition,
                methods,
                List.of(),
                List.of(),
                Map.of());
    }
}

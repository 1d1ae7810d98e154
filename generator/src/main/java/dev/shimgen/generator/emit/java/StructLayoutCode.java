package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.shimgen.generator.header.StructFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a struct's memory layout: all padding explicit, every field at the offset that the facts give it.
 *
 * <p>The facts lift the fields of anonymous inner unions to the struct itself, so fields of a struct can overlap. Those
 * that do become a union without a name at their place.
 */
final class StructLayoutCode {

    /** A layout's text with what has to be known to put it beside others. */
    private record Part(CodeBlock code, long offset, long end, long alignment) {}

    private StructLayoutCode() {}

    /** {@return an expression of type {@code StructLayout}, or {@code UnionLayout} for a union} */
    static CodeBlock of(StructFact fact, List<StructMember> members) {
        Part part = fact.union() ? union(members, 0, fact.size()) : struct(parts(members), 0, fact.size());
        CodeBlock code = part.code();
        if (part.alignment() != fact.alignment()) {
            code = CodeBlock.of("$L$Z.withByteAlignment($L)", code, fact.alignment());
        }
        return CodeBlock.of("$L$Z.withName($S)", code, fact.type());
    }

    /** Groups of fields that overlap, each as one part, by offset. */
    private static List<Part> parts(List<StructMember> members) {
        List<StructMember> sorted = new ArrayList<>(members);
        sorted.sort(Comparator.comparingLong(m -> m.field().offset()));
        List<Part> parts = new ArrayList<>();
        List<StructMember> cluster = new ArrayList<>();
        long end = 0;
        for (StructMember member : sorted) {
            if (!cluster.isEmpty() && member.field().offset() >= end) {
                parts.add(cluster(cluster, members, end));
                cluster.clear();
            }
            cluster.add(member);
            end = Math.max(end, member.end());
        }
        if (!cluster.isEmpty()) {
            parts.add(cluster(cluster, members, end));
        }
        return parts;
    }

    private static Part cluster(List<StructMember> cluster, List<StructMember> declared, long end) {
        if (cluster.size() == 1) {
            return single(cluster.get(0));
        }
        long start = cluster.get(0).field().offset();
        // In order of declaration the fields of each alternative stand together.
        return union(declared.stream().filter(cluster::contains).toList(), start, end);
    }

    private static Part single(StructMember member) {
        return new Part(member.layout(), member.field().offset(), member.end(), member.elementAlignment());
    }

    /** Fields one after the other make a struct as long as they do not overlap; the next one begins an alternative. */
    private static Part union(List<StructMember> members, long start, long end) {
        List<List<Part>> alternatives = new ArrayList<>();
        long reached = Long.MAX_VALUE;
        for (StructMember member : members) {
            if (member.field().offset() < reached) {
                alternatives.add(new ArrayList<>());
            }
            alternatives.get(alternatives.size() - 1).add(single(member));
            reached = Math.max(member.end(), member.field().offset() + 1);
        }
        List<CodeBlock> codes = new ArrayList<>();
        long alignment = 1;
        long longest = start;
        for (List<Part> alternative : alternatives) {
            Part only = alternative.get(0);
            Part part = alternative.size() == 1 && only.offset() == start
                    ? only
                    : struct(
                            alternative,
                            start,
                            alternative.get(alternative.size() - 1).end());
            codes.add(part.code());
            alignment = Math.max(alignment, part.alignment());
            longest = Math.max(longest, part.end());
        }
        if (longest < end) {
            codes.add(padding(end - start));
        }
        return new Part(group("unionLayout", codes), start, end, alignment);
    }

    private static Part struct(List<Part> parts, long start, long end) {
        List<CodeBlock> codes = new ArrayList<>();
        long alignment = 1;
        long at = start;
        for (Part part : parts) {
            if (part.offset() > at) {
                codes.add(padding(part.offset() - at));
            }
            codes.add(part.code());
            alignment = Math.max(alignment, part.alignment());
            at = part.end();
        }
        if (end > at) {
            codes.add(padding(end - at));
        }
        return new Part(group("structLayout", codes), start, end, alignment);
    }

    private static CodeBlock padding(long bytes) {
        return CodeBlock.of("$T.paddingLayout($L)", Api.MEMORY_LAYOUT, bytes);
    }

    private static CodeBlock group(String factory, List<CodeBlock> members) {
        if (members.isEmpty()) {
            return CodeBlock.of("$T.$L()", Api.MEMORY_LAYOUT, factory);
        }
        return CodeBlock.of("$T.$L($>$>\n$L$<$<)", Api.MEMORY_LAYOUT, factory, CodeBlock.join(members, ",\n"));
    }
}

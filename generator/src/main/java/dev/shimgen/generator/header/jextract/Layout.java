package dev.shimgen.generator.header.jextract;

import dev.shimgen.generator.header.CType.Carrier;
import java.util.List;

/** A {@code java.lang.foreign.MemoryLayout} as generated code spells it; sizes and alignments are in bytes. */
sealed interface Layout {

    /** {@return the name of a group's member, empty if it has none} */
    String name();

    long size();

    long alignment();

    Layout withName(String newName);

    /**
     * {@return this layout with the given alignment, applied to all members, too, as jextract's own {@code align()}
     * does}
     */
    Layout withAlignment(long bytes);

    record Value(String name, Carrier carrier, long size, long alignment) implements Layout {
        @Override
        public Value withName(String newName) {
            return new Value(newName, carrier, size, alignment);
        }

        @Override
        public Value withAlignment(long bytes) {
            return new Value(name, carrier, size, bytes);
        }
    }

    record Padding(long size) implements Layout {
        @Override
        public String name() {
            return "";
        }

        @Override
        public long alignment() {
            return 1;
        }

        @Override
        public Padding withName(String newName) {
            return this;
        }

        @Override
        public Padding withAlignment(long bytes) {
            return this;
        }
    }

    record Sequence(String name, long count, Layout element) implements Layout {
        @Override
        public long size() {
            return count * element.size();
        }

        @Override
        public long alignment() {
            return element.alignment();
        }

        @Override
        public Sequence withName(String newName) {
            return new Sequence(newName, count, element);
        }

        @Override
        public Sequence withAlignment(long bytes) {
            return new Sequence(name, count, element.withAlignment(bytes));
        }
    }

    record Group(String name, boolean union, List<Layout> members) implements Layout {
        @Override
        public long size() {
            return union
                    ? members.stream().mapToLong(Layout::size).max().orElse(0)
                    : members.stream().mapToLong(Layout::size).sum();
        }

        @Override
        public long alignment() {
            return members.stream().mapToLong(Layout::alignment).max().orElse(1);
        }

        @Override
        public Group withName(String newName) {
            return new Group(newName, union, members);
        }

        @Override
        public Group withAlignment(long bytes) {
            return new Group(
                    name,
                    union,
                    members.stream().map(m -> m.withAlignment(bytes)).toList());
        }

        /**
         * {@return the offset of a member} A struct layout lists its padding as members, so the sizes before it add up.
         */
        long offset(Layout member) {
            long offset = 0;
            if (!union) {
                for (Layout other : members) {
                    if (other == member) {
                        break;
                    }
                    offset += other.size();
                }
            }
            return offset;
        }
    }
}

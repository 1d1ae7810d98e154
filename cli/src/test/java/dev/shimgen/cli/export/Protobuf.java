package dev.shimgen.cli.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message of protocol buffers, taken apart by its wire format alone. */
record Protobuf(List<Field> fields) {

    /** A field: a number, or bytes. */
    record Field(int number, long value, ByteBuffer bytes) {}

    static Protobuf of(ByteBuffer in) {
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            int type = (int) (tag & 7);
            int number = Math.toIntExact(tag >>> 3);
            switch (type) {
                case 0 -> fields.add(new Field(number, varint(in), ByteBuffer.allocate(0)));
                case 2 -> {
                    int size = Math.toIntExact(varint(in));
                    fields.add(new Field(number, size, in.slice(in.position(), size)));
                    in.position(in.position() + size);
                }
                default -> throw new IllegalArgumentException("wire type " + type);
            }
        }
        return new Protobuf(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            long part = in.get();
            value |= (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    long number(int number) {
        return one(number).value();
    }

    String text(int number) {
        return StandardCharsets.UTF_8.decode(one(number).bytes().duplicate()).toString();
    }

    Protobuf message(int number) {
        return of(one(number).bytes().duplicate());
    }

    List<Protobuf> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(field.bytes().duplicate()))
                .toList();
    }

    private Field one(int number) {
        List<Field> all =
                fields.stream().filter(field -> field.number() == number).toList();
        if (all.size() != 1) {
            throw new IllegalArgumentException(all.size() + " fields " + number);
        }
        return all.get(0);
    }
}

package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The platform that an ELF file is for, according to its first bytes (System V ABI, "ELF Identification").
 *
 * @param bits 32 or 64
 * @param littleEndian its byte order
 * @param machine {@code e_machine}
 */
public record ElfIdentity(int bits, boolean littleEndian, int machine) {

    /** The size of {@code e_ident}, {@code e_type} and {@code e_machine}. */
    private static final int LENGTH = 20;

    /** Always big-endian, so that its byte order need not be named; other machines come in both. */
    private static final int EM_S390 = 22;

    /**
     * {@return the identity of a file; empty if it is no ELF file}
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<ElfIdentity> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LENGTH);
        }
        boolean elf = head.length == LENGTH && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
        if (!elf) {
            return Optional.empty();
        }
        boolean little = head[5] != 2;
        int low = head[little ? 18 : 19] & 0xff;
        int high = head[little ? 19 : 18] & 0xff;
        return Optional.of(new ElfIdentity(head[4] == 1 ? 32 : 64, little, high << 8 | low));
    }

    /** {@return for example {@code 64-bit x86_64}} */
    public String describe() {
        return bits + "-bit " + Machine.ofElf(machine).map(Machine::label).orElse("machine " + machine)
                + (littleEndian || machine == EM_S390 ? "" : " (big-endian)");
    }
}

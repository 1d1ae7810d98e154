package dev.shimgen.generator.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the first bytes of an ELF file say of the platform that it is for (System V ABI, "ELF Identification").
 *
 * @param bits 32 or 64
 * @param littleEndian its byte order
 * @param machine {@code e_machine}
 */
public record ElfIdentity(int bits, boolean littleEndian, int machine) {

    /** {@code e_ident}, {@code e_type} and {@code e_machine}. */
    private static final int LENGTH = 20;

    /** man 5 elf, and the registry of the System V ABI. */
    private static final Map<Integer, String> MACHINES = Map.of(
            3,
            "i386",
            8,
            "MIPS",
            20,
            "PowerPC",
            21,
            "PowerPC",
            22,
            "S/390",
            40,
            "ARM",
            62,
            "x86_64",
            183,
            "aarch64",
            243,
            "RISC-V",
            258,
            "LoongArch");

    /**
     * {@return the identity of a file; nothing if it is no ELF file}
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
        return bits + "-bit " + MACHINES.getOrDefault(machine, "machine " + machine)
                + (littleEndian || machine == 22 ? "" : " (big-endian)");
    }
}

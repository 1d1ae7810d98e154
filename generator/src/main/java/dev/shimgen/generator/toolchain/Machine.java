package dev.shimgen.generator.toolchain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A processor architecture. All that the generator knows of one is in its row here; what generated C has to know is in
 * {@code shimgen_machine_<name>.h} of the support code.
 *
 * <p>The numbers are those of {@code <elf.h>}: {@code EM_…}, and {@code R_…_GLOB_DAT} and {@code R_…_JUMP_SLOT}.
 */
public enum Machine {
    X86_64("x86_64", "x86_64", "__x86_64__", 62, 6, 7),
    I386("i386", "i[3-6]86", "__i386__", 3, 6, 7),
    AARCH64("aarch64", "aarch64", "__aarch64__", 183, 1025, 1026),
    ARM("ARM", "arm", 40),
    LOONGARCH("LoongArch", "loongarch\\d+", 258),
    MIPS("MIPS", "mips\\w*", 8),
    POWERPC("PowerPC", "powerpc", 20),
    POWERPC64("PowerPC", "powerpc64\\w*", 21),
    RISCV("RISC-V", "riscv\\d+", 243),
    S390("S/390", "s390x?", 22);

    /** x86_64 with 32-bit pointers: nothing that is known of x86_64 holds for it. */
    private static final String X32 = "x32";

    private final String label;
    private final Pattern spelling;
    private final @Nullable String macro;
    private final int elf;
    private final long globDat;
    private final long jumpSlot;

    /** A machine that shims can be fully made for, with a header in the support code. */
    Machine(String name, String spelling, String macro, int elf, long globDat, long jumpSlot) {
        this.label = name;
        this.spelling = Pattern.compile(spelling);
        this.macro = macro;
        this.elf = elf;
        this.globDat = globDat;
        this.jumpSlot = jumpSlot;
    }

    /** A machine of which only the name is known. */
    Machine(String label, String spelling, int elf) {
        this.label = label;
        this.spelling = Pattern.compile(spelling);
        this.macro = null;
        this.elf = elf;
        this.globDat = -1;
        this.jumpSlot = -1;
    }

    /**
     * {@return the machine of a platform; empty if it has no row, and for x32, whose triplet names x86_64}
     *
     * @param triplet as a compiler or Debian's multiarch names it: {@code i686-linux-gnu}
     */
    public static Optional<Machine> of(String triplet) {
        String first = triplet.split("-", 2)[0];
        return triplet.endsWith(X32)
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(machine -> machine.spelling.matcher(first).matches())
                        .findFirst();
    }

    /** {@return the machine with this {@code e_machine}; empty if it has no row} */
    static Optional<Machine> ofElf(int number) {
        return Arrays.stream(values()).filter(machine -> machine.elf == number).findFirst();
    }

    /** {@return the machines with a header in the support code} */
    public static List<Machine> supported() {
        return Arrays.stream(values()).filter(Machine::isSupported).toList();
    }

    /** {@return whether the support code has a header for it, so that wrappers can jump} */
    public boolean isSupported() {
        return macro != null;
    }

    /** {@return the usual name; that of a supported machine is Debian's, and part of the name of its header} */
    public String label() {
        return label;
    }

    /** {@return the macro that every compiler for it defines; {@code null} if it is not supported} */
    @Nullable
    String macro() {
        return macro;
    }

    /** {@return whether a relocation of this type fills in the address of an imported function} */
    boolean fillsSlot(long relocation) {
        return relocation == globDat || relocation == jumpSlot;
    }

    /** {@return whether a {@code va_list} is a struct (AAPCS64 and AAPCS32, "Variable argument lists")} */
    public boolean hasStructVaList() {
        return this == AARCH64 || this == ARM;
    }
}

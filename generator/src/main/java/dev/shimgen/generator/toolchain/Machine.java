package dev.shimgen.generator.toolchain;

import dev.shimgen.templates.MachineHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A processor architecture. All that the generator knows of one is in its row here; what generated C has to know is in
 * {@code shimgen_machine_<name>.h} of the support code. The header {@code shimgen_machine.h}, which chooses one of those,
 * and {@link Target} are made from the rows.
 */
@SuppressWarnings("ImmutableEnumChecker") // its fields are records of texts and numbers, and a Set.of
public enum Machine {
    X86_64(
            new Names("x86_64", "x86_64", "x86_64", "amd64"),
            new Elf(64, 62, 6, 7),
            "__x86_64__",
            Trait.SHORT_POINTERS,
            Trait.KNOWN_CALLS),
    AARCH64(
            new Names("aarch64", "aarch64", "aarch64", "arm64"),
            new Elf(64, 183, 1025, 1026),
            "__aarch64__",
            Trait.STRUCT_VA_LIST),
    I386(
            new Names("i386", "i[3-6]86", "i686", "i386"),
            new Elf(32, 3, 6, 7),
            "__i386__",
            Trait.LONG_WCHAR,
            Trait.SIBLING),
    ARM("ARM", "arm", 40, Trait.STRUCT_VA_LIST),
    LOONGARCH("LoongArch", "loongarch\\d+", 258),
    MIPS("MIPS", "mips\\w*", 8),
    POWERPC("PowerPC", "powerpc", 20),
    POWERPC64("PowerPC", "powerpc64\\w*", 21),
    RISCV("RISC-V", "riscv\\d+", 243),
    S390("S/390", "s390x?", 22);

    /** x86_64 with 32-bit pointers: nothing that is known of x86_64 holds for it. */
    private static final String X32 = "x32";

    /**
     * What a machine is called.
     *
     * @param label the usual name; that of a supported machine is Debian's multiarch's, and part of its header's name
     * @param spelling a regular expression for what compilers call it
     * @param gnu what the cross compilers of Debian call it: {@code i686} in {@code i686-linux-gnu-gcc}
     * @param debian what Debian calls the architecture: {@code amd64}
     */
    private record Names(String label, String spelling, String gnu, String debian) {}

    /**
     * The numbers of {@code <elf.h>}.
     *
     * @param bits the word size, 32 or 64
     * @param machine {@code EM_…}
     * @param globDat {@code R_…_GLOB_DAT}
     * @param jumpSlot {@code R_…_JUMP_SLOT}
     */
    private record Elf(int bits, int machine, long globDat, long jumpSlot) {}

    /** What only some machines have. */
    private enum Trait {
        /** There is a form of it, with a triplet of its own, with 64-bit registers and 32-bit pointers. */
        SHORT_POINTERS,
        /** {@link ElfImage} recognizes its call instructions. */
        KNOWN_CALLS,
        /** A {@code va_list} is a struct (AAPCS64 and AAPCS32, "Variable argument lists"). */
        STRUCT_VA_LIST,
        /** {@code wchar_t} is {@code long} for gcc and {@code int} for clang. */
        LONG_WCHAR,
        /** gcc for its sibling with 64 bits compiles for it, too, with {@code -m32} and gcc-multilib. */
        SIBLING
    }

    private final Names names;
    private final Elf elf;
    private final @Nullable String macro;
    private final Pattern spelling;
    private final Set<Trait> traits;

    /** A machine that shims can be fully made for, with a header in the support code. */
    Machine(Names names, Elf elf, @Nullable String macro, Trait... traits) {
        this.names = names;
        this.elf = elf;
        this.macro = macro;
        this.spelling = Pattern.compile(names.spelling());
        this.traits = Set.of(traits);
    }

    /** A machine of which only the name is known. */
    Machine(String label, String spelling, int elf, Trait... traits) {
        this(new Names(label, spelling, "", ""), new Elf(0, elf, -1, -1), null, traits);
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
        return Arrays.stream(values())
                .filter(machine -> machine.elf.machine() == number)
                .findFirst();
    }

    /** {@return the machines with a header in the support code} */
    public static List<Machine> supported() {
        return Arrays.stream(values()).filter(Machine::isSupported).toList();
    }

    /** {@return the headers of the supported machines, and when C is to include which} */
    public static List<MachineHeader> headers() {
        return supported().stream()
                .map(machine -> new MachineHeader(
                        machine.label(),
                        "defined(" + machine.macro + ")" + (machine.elf.bits() == 64 ? " && defined(__LP64__)" : "")))
                .toList();
    }

    /** {@return whether the support code has a header for it, so that wrappers can jump} */
    public boolean isSupported() {
        return macro != null;
    }

    /** {@return the usual name; that of a supported machine is Debian's, and part of the name of its header} */
    public String label() {
        return names.label();
    }

    /** {@return what the cross compilers of Debian call it; empty if it is not supported} */
    String gnu() {
        return names.gnu();
    }

    /** {@return what Debian calls the architecture; empty if it is not supported} */
    String debian() {
        return names.debian();
    }

    /** {@return the word size, 32 or 64; 0 if it is not supported} */
    public int bits() {
        return elf.bits();
    }

    /** {@return the macro that every compiler for it defines; {@code null} if it is not supported} */
    @Nullable
    String macro() {
        return macro;
    }

    /** {@return whether a relocation of this type fills in the address of an imported function} */
    boolean fillsSlot(long relocation) {
        return relocation == elf.globDat() || relocation == elf.jumpSlot();
    }

    /** {@return whether {@link ElfImage} recognizes its call instructions} */
    boolean hasKnownCalls() {
        return traits.contains(Trait.KNOWN_CALLS);
    }

    /** {@return whether it has a form with 32-bit pointers that compilers call by the same macro} */
    boolean hasShortPointers() {
        return traits.contains(Trait.SHORT_POINTERS);
    }

    /** {@return whether a gcc for another machine compiles for it with {@code -m32}} */
    boolean hasSibling() {
        return traits.contains(Trait.SIBLING);
    }

    /** {@return whether a {@code va_list} is a struct} */
    public boolean hasStructVaList() {
        return traits.contains(Trait.STRUCT_VA_LIST);
    }

    /** {@return whether {@code wchar_t} is {@code long} for gcc and {@code int} for clang} */
    public boolean hasLongWchar() {
        return traits.contains(Trait.LONG_WCHAR);
    }
}

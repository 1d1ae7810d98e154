package dev.shimgen.generator.toolchain;

/**
 * An entry of an ELF symbol table (man 5 elf).
 *
 * @param name without version
 * @param value its address, or 0 if undefined
 * @param kind what it names
 * @param binding how it takes part in linking
 * @param visible whether other files can see it ({@code STV_DEFAULT} or {@code STV_PROTECTED})
 * @param defined whether this file defines it, rather than asking for it
 * @param version the symbol version, for example {@code GLIBC_2.33}; empty if it has none
 * @param defaultVersion whether a program that is linked today gets this version: {@code @@} rather than {@code @}; true
 *     without versions
 */
public record ElfSymbol(
        String name,
        long value,
        Kind kind,
        Binding binding,
        boolean visible,
        boolean defined,
        String version,
        boolean defaultVersion) {

    /** What a symbol names. */
    public enum Kind {
        FUNCTION,
        /** A function whose code is chosen at load time by another function ({@code STT_GNU_IFUNC}). */
        INDIRECT_FUNCTION,
        OBJECT,
        /** Sections, files, thread-local storage, symbols without a type. */
        OTHER
    }

    /** How a symbol takes part in linking. */
    public enum Binding {
        LOCAL,
        GLOBAL,
        WEAK
    }

    /** {@return whether this is code} */
    public boolean isFunction() {
        return kind == Kind.FUNCTION || kind == Kind.INDIRECT_FUNCTION;
    }

    /** {@return whether this is the symbol that linkers add for the definition of a version itself} */
    public boolean definesVersion() {
        return kind == Kind.OBJECT && name.equals(version);
    }

    /** {@return the name as tools write it: {@code realpath@GLIBC_2.2.5}; without version the plain name} */
    public String versioned() {
        return version.isEmpty() ? name : name + (defaultVersion ? "@@" : "@") + version;
    }

    /** {@return whether other files can link to it} */
    public boolean exported() {
        return defined && visible && binding != Binding.LOCAL && !name.isEmpty();
    }
}

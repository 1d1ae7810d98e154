package dev.shimgen.generator.plan;

/**
 * The version of a symbol, for names that stand for different code in different versions: {@code realpath@GLIBC_2.2.5} and
 * {@code realpath@@GLIBC_2.3}. A name that has the same code in all of its versions has none, and stands before them all.
 *
 * @param name {@code GLIBC_2.3}
 * @param standard whether a program that is linked today gets this one: {@code @@} rather than {@code @}
 */
public record SymbolVersion(String name, boolean standard) {

    /** {@return the symbol as tools write it} */
    public String of(String symbol) {
        return symbol + (standard ? "@@" : "@") + name;
    }
}

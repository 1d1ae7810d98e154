package dev.shimgen.templates;

/**
 * A header of the support code for one processor architecture.
 *
 * @param name the architecture, as in the header's name: {@code shimgen_machine_<name>.h}
 * @param condition the preprocessor's condition for it: {@code defined(__i386__)}
 */
public record MachineHeader(String name, String condition) {}

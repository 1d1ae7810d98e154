package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.util.Optional;

/**
 * What a catalogue file holds.
 *
 * @param libc the C library whose headers were read; empty for the headers of others, and in files of older versions
 * @param facts all that they say
 */
public record Catalogue(Optional<LibcVersion> libc, HeaderFacts facts) {}

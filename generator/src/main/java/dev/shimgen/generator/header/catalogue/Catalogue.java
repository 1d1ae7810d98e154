package dev.shimgen.generator.header.catalogue;

import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.util.Optional;

/**
 * What a catalogue file holds.
 *
 * @param libc the C library whose headers were read; empty for other headers, and in files that older versions wrote
 * @param facts what the headers declare
 */
public record Catalogue(Optional<LibcVersion> libc, HeaderFacts facts) {}

package dev.shimgen.generator.toolchain;

import java.util.Optional;

/**
 * A compiled translation unit.
 *
 * @param result what the compiler said
 * @param object the object file, if there is one
 */
public record CompiledObject(CompileResult result, Optional<ElfFile> object) {}

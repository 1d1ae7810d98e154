package dev.shimgen.generator.goal.audit;

import dev.shimgen.generator.goal.compile.CompilationRequest;
import dev.shimgen.generator.launch.LaunchRequest;
import java.nio.file.Path;

/**
 * What it takes to find out which system calls of a command go past its shims.
 *
 * @param launch the command and the shims to run it under
 * @param compilation where the shims' C is, and how to compile it; its library folder is for the audit's own builds
 * @param strace the strace to use, looked for on {@code PATH} unless it has a slash
 * @param stackTraces whether strace is to print the stacks, which show who made a call
 * @param reportFolder where the report goes: a file for each set of shims
 */
public record AuditRequest(
        LaunchRequest launch, CompilationRequest compilation, String strace, boolean stackTraces, Path reportFolder) {}

package dev.shimgen.generator.goal.generate;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.SystemLibraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a shim's library would have the name of a library that programs need. */
final class LibraryNames {

    private LibraryNames() {}

    /**
     * Reports {@link Code#SG0113}: an error for a name of the C library's, a warning for that of another installed
     * library.
     */
    static void check(List<ShimSpec> specs, CCompiler compiler, Diagnostics diagnostics) throws GenerationException {
        for (ShimSpec spec : specs) {
            String file = "lib" + spec.name() + ".so";
            if (SystemLibraries.isOfLibc(spec.name())) {
                diagnostics.error(
                        Code.SG0113,
                        spec.position(),
                        "the shim's library would be " + file + ", which is a part of the C library: programs that need"
                                + " that one would get the shim instead; call the shim \"" + spec.name()
                                + "_shim\", for example");
                continue;
            }
            Optional<Path> installed = SystemLibraries.installed(compiler, spec.name());
            if (installed.isPresent()) {
                diagnostics.warning(
                        Code.SG0113,
                        spec.position(),
                        "the shim's library will be " + file + ", and this machine has " + installed.get()
                                + ": a program that needs that one may get the shim instead; call the shim \""
                                + spec.name()
                                + "_shim\", for example");
            }
        }
    }
}

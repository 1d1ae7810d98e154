package dev.shimgen.benchmarks.handlers;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Handle;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;

/** What Java answers. */
@Shim("asked")
@Handle
@Partial
public interface Asked {

    int stat(@Path String path, @Out Struct status);

    int open(@Path String path, @Flags("O_") int flags, @Mode int mode);
}

package it;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("good")
@Partial
public interface Good {
    int access(@Path String pathname, @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode);
}

package it;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;

/** No spec itself: one of the tests extends it, so these need the project's own classes. */
public interface Access {
    int access(@Path String pathname, @Flags({"R_OK", "W_OK", "X_OK", "F_OK"}) int mode);
}

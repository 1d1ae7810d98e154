package it;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;

@Shim("gone")
public interface Gone {
    int atexit(Pointer function);
}

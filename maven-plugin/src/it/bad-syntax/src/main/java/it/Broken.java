package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("broken")
public interface Broken {
    int rmdir(@Path String name
}

package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim(value = "odd", headers = "broken.h")
public interface Odd {
    int rmdir(@Path String name);
}

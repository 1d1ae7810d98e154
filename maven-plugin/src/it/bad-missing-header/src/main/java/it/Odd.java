package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim(value = "odd", headers = {"fcntl.h", "no/such_header.h"})
public interface Odd {
    int rmdir(@Path String name);
}

package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("overloads")
public interface Overloads {
    int rmdir(@Path String name);

    int rmdir(@Path String name, int flags);
}

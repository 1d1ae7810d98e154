package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("a\"; system(\"reboot")
public interface Names {
    int rmdir(@Path String name);
}

package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("nointerface")
public abstract class NoInterface {
    abstract int rmdir(@Path String name);
}

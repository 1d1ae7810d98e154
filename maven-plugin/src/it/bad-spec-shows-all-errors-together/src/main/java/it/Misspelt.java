package it;

import dev.shimgen.spec.Path;
import dev.shimgen.spec.Shim;

@Shim("misspelt")
public interface Misspelt {
    int acess(@Path String name, int mode);

    int unlink(@Path String name, int more);

    int chmod(long name, int mode);
}

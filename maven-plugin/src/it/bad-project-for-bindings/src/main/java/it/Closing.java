package it;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Trace;

@Shim("closing")
@Trace
public interface Closing {
    int close(@Fd int fd);
}

package it;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Shim;

@Shim("status")
public interface Status {
    int fstat(@Fd int fd, @Out Stat status);

    final class Stat {}
}

class StatusCalls {}

package dev.shimgen.samples.netguard;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Handle;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** How programs reach others. If nobody answers, nobody is reached. */
@Shim("netguard")
@Partial
public interface NetCalls {

    @Handle(otherwise = "EACCES")
    int connect(@Fd int socket, @In(size = "length") Struct address, int length);

    @Handle(otherwise = "EACCES")
    long sendto(
            @Fd int socket,
            @Buffer(length = "count") byte[] bytes,
            long count,
            @Flags("MSG_") int flags,
            @In(size = "length") Struct address,
            int length);

    @Handle
    @Fails(Fails.When.NEVER)
    int getaddrinfo(@Text String node, @Text String service, @In Struct hints, Pointer found);
}

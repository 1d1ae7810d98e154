package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Internet addresses as text and as bytes, in memory only. */
public interface InternetAddresses {

    /** {@code inet_pton(3)}: 1 is a success, 0 means that {@code src} is no address. */
    int inet_pton(@OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int af, @Text String src, Pointer dst);

    /** {@code inet_ntop(3)}. */
    Pointer inet_ntop(@OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int af, Pointer src, Pointer dst, int size);

    /** {@code inet_aton(3)}: 1 is a success. */
    @Fails(Fails.When.NEVER)
    int inet_aton(@Text String cp, Pointer inp);

    /** {@code inet_addr(3)}. */
    int inet_addr(@Text String cp);

    /** {@code inet_network(3)}. */
    int inet_network(@Text String cp);

    /** {@code inet_ntoa(3)}. */
    Pointer inet_ntoa(Struct in);
}

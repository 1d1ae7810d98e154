package dev.shimgen.spec.libc;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Network interfaces and their addresses. */
public interface NetworkInterfaces {

    /** {@code if_nametoindex(3)}. */
    int if_nametoindex(@Text String ifname);

    /** {@code if_indextoname(3)}. */
    Pointer if_indextoname(int ifindex, Pointer ifname);

    /** {@code if_nameindex(3)}. */
    Pointer if_nameindex();

    /** {@code if_freenameindex(3)}. */
    void if_freenameindex(Pointer ptr);

    /** {@code getifaddrs(3)}. */
    int getifaddrs(Pointer ifap);

    /** {@code freeifaddrs(3)}. */
    void freeifaddrs(Pointer ifa);
}

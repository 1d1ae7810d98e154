package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;

/** Files that the administrator hands to the kernel: swap space, accounting, quotas. */
public interface SystemFiles {

    /** {@code swapon(2)}. */
    int swapon(@Path String path, @Flags({"SWAP_FLAG_PREFER", "SWAP_FLAG_DISCARD"}) int swapflags);

    /** {@code swapoff(2)}. */
    int swapoff(@Path String path);

    /** {@code acct(2)}: {@code NULL} ends accounting. */
    int acct(@Path String filename);

    /** {@code quotactl(2)}: what {@code addr} points to depends on {@code cmd}. */
    int quotactl(int cmd, @Path String special, int id, Pointer addr);
}

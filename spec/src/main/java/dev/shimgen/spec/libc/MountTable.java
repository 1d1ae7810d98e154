package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** The tables of mounted file systems, {@code /etc/fstab} and {@code /proc/self/mounts}. */
public interface MountTable {

    /** {@code setmntent(3)}. */
    Pointer setmntent(@Path String filename, @Text String type);

    /** {@code getmntent(3)}. */
    Pointer getmntent(Pointer stream);

    /** {@code getmntent_r(3)}. */
    Pointer getmntent_r(Pointer streamp, Pointer mntbuf, Pointer buf, int buflen);

    /** {@code addmntent(3)}: 1 is a failure. */
    @Fails(Fails.When.NEVER)
    int addmntent(Pointer stream, Pointer mnt);

    /** {@code endmntent(3)}: always 1. */
    @Fails(Fails.When.NEVER)
    int endmntent(Pointer streamp);

    /** {@code hasmntopt(3)}. */
    Pointer hasmntopt(Pointer mnt, @Text String opt);
}

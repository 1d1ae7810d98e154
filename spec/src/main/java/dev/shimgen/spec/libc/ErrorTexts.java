package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Pointer;

/** What an error number means, in words: {@code strerror(3)}. */
public interface ErrorTexts {

    /**
     * {@code strerror_r(3)} as POSIX has it: what programs call by the name {@code strerror_r} that were built without {@code
     * _GNU_SOURCE}.
     */
    @Fails(Fails.When.ERROR_NUMBER)
    int __xpg_strerror_r(int errnum, @Buffer(length = "buflen") byte[] buf, long buflen);

    /** {@code strerror(3)}. */
    @Fails(Fails.When.NEVER)
    Pointer strerror(int errnum);

    /** {@code strerror_l(3)}. */
    @Fails(Fails.When.NEVER)
    Pointer strerror_l(int errnum, Pointer locale);

    /** {@code strerror_r(3)} as GNU has it, with a text for its result: what C++ and {@code _GNU_SOURCE} mean by that name. */
    @Fails(Fails.When.NEVER)
    Pointer strerror_r(int errnum, @Buffer(length = "buflen") byte[] buf, long buflen);

    /** {@code strerrordesc_np(3)}: the text, never translated. Since glibc 2.32. */
    Pointer strerrordesc_np(int errnum);

    /** {@code strerrorname_np(3)}: {@code EPERM} for example. Since glibc 2.32. */
    Pointer strerrorname_np(int errnum);
}

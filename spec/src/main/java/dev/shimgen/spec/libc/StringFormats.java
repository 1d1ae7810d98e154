package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Formatting into memory and scanning from it. */
public interface StringFormats {

    /** {@code snprintf(3)}. */
    @Fails(Fails.When.NEVER)
    int snprintf(Pointer str, long size, @Text String format);

    /** {@code sprintf(3)}. */
    @Fails(Fails.When.NEVER)
    int sprintf(Pointer str, @Text String format);

    /** {@code asprintf(3)}. */
    int asprintf(Pointer strp, @Text String fmt);

    /** {@code vsnprintf(3)}. */
    @Fails(Fails.When.NEVER)
    int vsnprintf(Pointer str, long size, @Text String format, Pointer ap);

    /** {@code vsprintf(3)}. */
    @Fails(Fails.When.NEVER)
    int vsprintf(Pointer str, @Text String format, Pointer ap);

    /** {@code vasprintf(3)}. */
    int vasprintf(Pointer strp, @Text String fmt, Pointer ap);

    /** {@code sscanf(3)}: -1 at the end of {@code str} too. */
    @Fails(Fails.When.NEVER)
    int sscanf(@Text String str, @Text String format);

    /** {@code vsscanf(3)}: -1 at the end of {@code str} too. */
    @Fails(Fails.When.NEVER)
    int vsscanf(@Text String str, @Text String format, Pointer ap);
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Making temporary files. A {@code template} is a file name that the function changes in place, therefore a pointer. */
public interface TemporaryFiles {

    /** {@code mkstemp(3)}: opens a new file. */
    int mkstemp(@Path Pointer template);

    /** {@code mkostemp(3)}: with flags. */
    int mkostemp(@Path Pointer template, @Flags("O_") int flags);

    /** {@code mkstemps(3)}: the last {@code suffixlen} bytes of the name stay. */
    int mkstemps(@Path Pointer template, int suffixlen);

    /** {@code mkostemps(3)}: with flags. */
    int mkostemps(@Path Pointer template, int suffixlen, @Flags("O_") int flags);

    /** {@code mkdtemp(3)}: a new directory; the result is {@code template}. */
    Pointer mkdtemp(@Path Pointer template);

    /** {@code tmpfile(3)}: a stream of a file without a name. */
    Pointer tmpfile();

    /** {@code mktemp(3)}: a name only, which somebody else can take. */
    Pointer mktemp(@Path Pointer template);

    /** {@code tempnam(3)}: a name only, which somebody else can take. */
    Pointer tempnam(@Path String dir, @Text String pfx);

    /** {@code tmpnam(3)}: a name only, which somebody else can take. */
    Pointer tmpnam(Pointer s);
}

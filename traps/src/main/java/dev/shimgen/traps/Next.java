package dev.shimgen.traps;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.PassThrough;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Replace;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.Trace;

/**
 * Functions that not every program has, and names that other libraries give to functions of their own: those of the programs
 * whose comment says "Shim: next". One for each kind of wrapper.
 */
@Shim("next")
@Trace
@Partial
public interface Next {

    // Rows 54, 55 and 57: of a library that the programs do not link, in assembler and as a jump.

    double cbrt(double x);

    double log(double x);

    double y1(double x);

    @PassThrough
    double j0(double x);

    /** Row 57: it is traced, and a plug-in is led to its own functions before. */
    Pointer dlsym(Pointer handle, @Text String symbol);

    /** A wrapper in C, whatever stands around it: its result is no number that a register holds. */
    Struct cexp(Struct z);

    /** Before glibc 2.34, of a library that programs without threads do not have. */
    int pthread_key_create(Pointer key, Pointer destructor);

    // Row 56: names that others have; C for formats and structures.

    int accept(@Fd int socket, Pointer address, Pointer length);

    double hypot(double x, double y);

    void warn(@Text String format);

    void syslog(int priority, @Text String format);

    Struct div(int numer, int denom);

    @PassThrough
    int link(@Path String from, @Path String to);

    @Replace
    int acct(@Path String path);

    int access(@Path String path, int mode);
}

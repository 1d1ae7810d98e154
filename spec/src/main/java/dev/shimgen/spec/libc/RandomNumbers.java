package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Pointer;

/** Randomness: the kernel's, and numbers that only look like it. */
public interface RandomNumbers {

    /** {@code getrandom(2)}. */
    long getrandom(@Buffer(length = "buflen") byte[] buf, long buflen, @Flags("GRND_") int flags);

    /** {@code getentropy(3)}. */
    int getentropy(@Buffer(length = "length") byte[] buffer, long length);

    /** {@code rand(3)}. */
    @Fails(Fails.When.NEVER)
    int rand();

    /** {@code rand_r(3)}. */
    @Fails(Fails.When.NEVER)
    int rand_r(Pointer seedp);

    /** {@code srand(3)}. */
    void srand(int seed);

    /** {@code random(3)}. */
    @Fails(Fails.When.NEVER)
    long random();

    /** {@code srandom(3)}. */
    void srandom(int seed);

    /** {@code initstate(3)}. */
    Pointer initstate(int seed, Pointer state, long n);

    /** {@code setstate(3)}. */
    Pointer setstate(Pointer state);

    /** {@code random_r(3)}. */
    int random_r(Pointer buf, Pointer result);

    /** {@code srandom_r(3)}. */
    int srandom_r(int seed, Pointer buf);

    /** {@code initstate_r(3)}. */
    int initstate_r(int seed, Pointer statebuf, long statelen, Pointer buf);

    /** {@code setstate_r(3)}. */
    int setstate_r(Pointer statebuf, Pointer buf);

    /** {@code drand48(3)}. */
    double drand48();

    /** {@code erand48(3)}. */
    double erand48(Pointer xsubi);

    /** {@code lrand48(3)}. */
    @Fails(Fails.When.NEVER)
    long lrand48();

    /** {@code nrand48(3)}. */
    @Fails(Fails.When.NEVER)
    long nrand48(Pointer xsubi);

    /** {@code mrand48(3)}. */
    @Fails(Fails.When.NEVER)
    long mrand48();

    /** {@code jrand48(3)}. */
    @Fails(Fails.When.NEVER)
    long jrand48(Pointer xsubi);

    /** {@code srand48(3)}. */
    void srand48(long seedval);

    /** {@code seed48(3)}. */
    Pointer seed48(Pointer seed16v);

    /** {@code lcong48(3)}. */
    void lcong48(Pointer param);
}

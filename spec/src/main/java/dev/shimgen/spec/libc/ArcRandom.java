package dev.shimgen.spec.libc;

import dev.shimgen.spec.Pointer;

/** Randomness that cannot fail; since glibc 2.36. */
public interface ArcRandom {

    /** {@code arc4random(3)}. Since glibc 2.36. */
    int arc4random();

    /** {@code arc4random_buf(3)}. Since glibc 2.36. */
    void arc4random_buf(Pointer buf, long n);

    /** {@code arc4random_uniform(3)}. Since glibc 2.36. */
    int arc4random_uniform(int upper_bound);
}

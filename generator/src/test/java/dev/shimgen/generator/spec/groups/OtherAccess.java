package dev.shimgen.generator.spec.groups;

import dev.shimgen.spec.Path;

/** Knows another {@code access} than libc. */
public interface OtherAccess {
    int access(@Path String pathname, long mode);
}

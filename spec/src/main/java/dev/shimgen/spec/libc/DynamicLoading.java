package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/**
 * Loading libraries and asking what is loaded. {@code dlopen}, {@code dlsym} and their relatives look at who calls them, so
 * their wrappers jump: their results are not seen, and Java cannot call them.
 */
public interface DynamicLoading {

    /** {@code dlopen(3)}: searches as the caller's {@code RUNPATH} says; {@code dlerror} tells what went wrong. */
    @Fails(Fails.When.NEVER)
    Pointer dlopen(@Path String filename, @Flags("RTLD_") int flags);

    /** {@code dlmopen(3)}: into a namespace; a new one is not under the shim. */
    @Fails(Fails.When.NEVER)
    Pointer dlmopen(long lmid, @Path String filename, @Flags("RTLD_") int flags);

    /** {@code dlsym(3)}: {@code RTLD_NEXT} is what comes after the caller; {@code dlerror} tells what went wrong. */
    @Fails(Fails.When.NEVER)
    Pointer dlsym(Pointer handle, @Text String symbol);

    /** {@code dlvsym(3)}: with a version. */
    @Fails(Fails.When.NEVER)
    Pointer dlvsym(Pointer handle, @Text String symbol, @Text String version);

    /** {@code dlclose(3)}: {@code dlerror} tells what went wrong. */
    @Fails(Fails.When.NEVER)
    int dlclose(Pointer handle);

    /** {@code dlerror(3)}. */
    @Fails(Fails.When.NEVER)
    Pointer dlerror();

    /** {@code dladdr(3)}: 0 is a failure. */
    @Fails(Fails.When.NEVER)
    int dladdr(Pointer addr, @Out Struct info);

    /** {@code dladdr1(3)}: 0 is a failure. */
    @Fails(Fails.When.NEVER)
    int dladdr1(Pointer addr, Pointer info, Pointer extra_info, int flags);

    /** {@code dlinfo(3)}: {@code dlerror} tells what went wrong. */
    @Fails(Fails.When.NEVER)
    int dlinfo(Pointer handle, @OneOf("RTLD_DI_") int request, Pointer info);

    /** {@code dl_iterate_phdr(3)}: the result is the callback's. */
    @Fails(Fails.When.NEVER)
    int dl_iterate_phdr(Pointer callback, Pointer data);
}

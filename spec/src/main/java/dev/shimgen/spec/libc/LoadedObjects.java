package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Asking the dynamic linker what is loaded. Loading itself looks at its caller and is not here. */
public interface LoadedObjects {

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

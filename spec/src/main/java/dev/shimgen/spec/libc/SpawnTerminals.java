package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Pointer;

/** Giving a terminal to the child of {@code posix_spawn}; since glibc 2.35. */
public interface SpawnTerminals {

    /** {@code posix_spawn_file_actions_addtcsetpgrp_np(3)}: the result is the error number. Since glibc 2.35. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addtcsetpgrp_np(Pointer file_actions, @Fd int tcfd);
}

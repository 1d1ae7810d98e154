package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** What {@code posix_spawn} shall do in the child before the program runs. Results are error numbers. */
public interface SpawnActions {

    /** {@code posix_spawn_file_actions_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_init(Pointer file_actions);

    /** {@code posix_spawn_file_actions_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_destroy(Pointer file_actions);

    /** {@code posix_spawn_file_actions_addopen(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addopen(
            Pointer file_actions, @Fd int fildes, @Path String path, @Flags("O_") int oflag, @Mode int mode);

    /** {@code posix_spawn_file_actions_addclose(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addclose(Pointer file_actions, @Fd int fildes);

    /** {@code posix_spawn_file_actions_adddup2(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_adddup2(Pointer file_actions, @Fd int fildes, @Fd int newfildes);

    /** {@code posix_spawn_file_actions_addchdir_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addchdir_np(Pointer file_actions, @Path String path);

    /** {@code posix_spawn_file_actions_addfchdir_np(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addfchdir_np(Pointer file_actions, @Fd int fildes);

    /** {@code posix_spawn_file_actions_addclosefrom_np(3)}. Since glibc 2.34. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawn_file_actions_addclosefrom_np(Pointer file_actions, int from);

    /** {@code posix_spawnattr_init(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_init(Pointer attr);

    /** {@code posix_spawnattr_destroy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_destroy(Pointer attr);

    /** {@code posix_spawnattr_setflags(3)}: bits {@code POSIX_SPAWN_}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setflags(Pointer attr, @Flags("POSIX_SPAWN_") short flags);

    /** {@code posix_spawnattr_setpgroup(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setpgroup(Pointer attr, int pgroup);

    /** {@code posix_spawnattr_setsigmask(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setsigmask(Pointer attr, @In Struct sigmask);

    /** {@code posix_spawnattr_setsigdefault(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setsigdefault(Pointer attr, @In Struct sigdefault);

    /** {@code posix_spawnattr_setschedparam(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setschedparam(Pointer attr, @In Struct schedparam);

    /** {@code posix_spawnattr_setschedpolicy(3)}. */
    @Fails(Fails.When.ERROR_NUMBER)
    int posix_spawnattr_setschedpolicy(Pointer attr, @OneOf("SCHED_") int schedpolicy);
}

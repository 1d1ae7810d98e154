package dev.shimgen.spec.libc;

import dev.shimgen.spec.DirFd;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;

/** Asking the kernel to tell of changes to files. */
public interface FileWatches {

    /** {@code inotify_add_watch(2)}: the result is a watch descriptor. */
    int inotify_add_watch(
            @Fd int fd,
            @Path String pathname,
            @Flags({
                        "IN_ACCESS",
                        "IN_MODIFY",
                        "IN_ATTRIB",
                        "IN_CLOSE_WRITE",
                        "IN_CLOSE_NOWRITE",
                        "IN_OPEN",
                        "IN_MOVED_FROM",
                        "IN_MOVED_TO",
                        "IN_CREATE",
                        "IN_DELETE",
                        "IN_DELETE_SELF",
                        "IN_MOVE_SELF",
                        "IN_ONLYDIR",
                        "IN_DONT_FOLLOW",
                        "IN_EXCL_UNLINK",
                        "IN_MASK_CREATE",
                        "IN_MASK_ADD",
                        "IN_ONESHOT",
                        "IN_ALL_EVENTS"
                    })
                    int mask);

    /** {@code inotify_rm_watch(2)}. */
    int inotify_rm_watch(@Fd int fd, int wd);

    /** {@code fanotify_mark(2)}. */
    int fanotify_mark(
            @Fd int fanotify_fd,
            @Flags({
                        "FAN_MARK_ADD",
                        "FAN_MARK_REMOVE",
                        "FAN_MARK_DONT_FOLLOW",
                        "FAN_MARK_ONLYDIR",
                        "FAN_MARK_MOUNT",
                        "FAN_MARK_IGNORED_MASK",
                        "FAN_MARK_IGNORED_SURV_MODIFY",
                        "FAN_MARK_FLUSH",
                        "FAN_MARK_FILESYSTEM"
                    })
                    int flags,
            @Flags({
                        "FAN_ACCESS",
                        "FAN_MODIFY",
                        "FAN_ATTRIB",
                        "FAN_CLOSE_WRITE",
                        "FAN_CLOSE_NOWRITE",
                        "FAN_OPEN",
                        "FAN_MOVED_FROM",
                        "FAN_MOVED_TO",
                        "FAN_CREATE",
                        "FAN_DELETE",
                        "FAN_DELETE_SELF",
                        "FAN_MOVE_SELF",
                        "FAN_OPEN_EXEC",
                        "FAN_ONDIR",
                        "FAN_EVENT_ON_CHILD"
                    })
                    long mask,
            @DirFd int dirfd,
            @Path String pathname);

    /** {@code inotify_init(2)}. */
    int inotify_init();

    /** {@code inotify_init1(2)}. */
    int inotify_init1(@Flags({"IN_CLOEXEC", "IN_NONBLOCK"}) int flags);

    /** {@code fanotify_init(2)}. */
    int fanotify_init(
            @Flags(
                            value = {"FAN_CLOEXEC", "FAN_NONBLOCK", "FAN_UNLIMITED_", "FAN_REPORT_", "FAN_ENABLE_AUDIT"
                            },
                            fields = @Flags.Field(mask = "FAN_ALL_CLASS_BITS", values = "FAN_CLASS_"))
                    int flags,
            @Flags("O_") int event_f_flags);
}

package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.EventPlan;
import java.util.Set;

/**
 * What is known of functions that succeed: an event copies the memory that they were given, and asks the kernel by a system call
 * whether it is there, unless the function has certainly just read or written all of it.
 *
 * <p>A function is here only if there is no argument with which it succeeds without that. Not here, therefore: {@code nanosleep(2)}
 * (the rest is written if it was interrupted), {@code accept(2)} and its like (no more of an address is written than there is room for,
 * and then its length is said to be the real one), {@code recv(2)} ({@code MSG_TRUNC} of tcp(7) writes nothing), {@code setsockopt(2)}
 * and {@code fcntl(2)} (as much as the option has), {@code epoll_ctl(2)} (nothing to delete), {@code sendmmsg(2)} (nothing behind the
 * first failure), {@code sem_timedwait(3)} (the time only if it has to wait), and functions of signals: the kernel's sets are shorter
 * than those of signal.h.
 */
final class Touches {

    private static final Set<String> ALL = Set.of(
            // Of files.
            "stat",
            "lstat",
            "fstat",
            "fstatat",
            "statx",
            "statfs",
            "fstatfs",
            "statvfs",
            "fstatvfs",
            "read",
            "pread",
            "readv",
            "preadv",
            "writev",
            "pwritev",
            "getdents",
            "utime",
            "utimes",
            "lutimes",
            "futimes",
            "futimens",
            "pipe",
            "pipe2",
            // Of sockets, and of waiting for files.
            "socketpair",
            "bind",
            "connect",
            "sendmsg",
            "poll",
            "epoll_wait",
            // Of time.
            "clock_gettime",
            "clock_getres",
            "clock_settime",
            "gettimeofday",
            "settimeofday",
            "gmtime_r",
            "localtime_r",
            "mktime",
            "timegm",
            "times",
            "getitimer",
            "setitimer",
            // Of processes and the machine.
            "wait",
            "waitpid",
            "getrusage",
            "getrlimit",
            "setrlimit",
            "prlimit",
            "uname",
            "sysinfo",
            "getrandom");

    /** {@code FAN_MARK_FLUSH} and two {@code UTIME_OMIT} ask for no file. */
    private static final Set<String> NOTHING = Set.of("fanotify_mark", "utimensat");

    private Touches() {}

    /**
     * {@return what a success of a function tells}
     *
     * @param name the function's; one for files with long offsets does what the one without does
     */
    static EventPlan.Touch of(String name) {
        String plain = name.endsWith("64") ? name.substring(0, name.length() - 2) : name;
        if (NOTHING.contains(plain)) {
            return EventPlan.Touch.NOTHING;
        }
        return ALL.contains(plain) ? EventPlan.Touch.ALL : EventPlan.Touch.PATHS;
    }
}

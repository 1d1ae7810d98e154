package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.EventPlan.Amount;
import dev.shimgen.generator.plan.EventPlan.Argument;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known of functions that succeed: an event copies the memory that they were given, and asks the kernel by a system call
 * whether it is there, unless the function has certainly just read or written all of it.
 *
 * <p>A function is here only if there is no argument with which it succeeds without that, and what a spec says of its arguments only
 * counts if it is what the function goes by: a {@code bind(2)} that is told of two bytes has read no whole address.
 *
 * <p>Not here, therefore: {@code nanosleep(2)} (the rest is written if it was interrupted), {@code accept(2)} and its like (no more of
 * an address is written than there is room for, and then its length is said to be the real one), {@code recv(2)} ({@code MSG_TRUNC} of
 * tcp(7) writes nothing), {@code setsockopt(2)} and {@code fcntl(2)} (as much as the option has), {@code epoll_ctl(2)} (nothing to
 * delete), {@code sendmmsg(2)} (nothing behind the first failure), {@code sem_timedwait(3)} (the time only if it has to wait), and
 * functions of signals: the kernel's sets are shorter than those of signal.h. Nor those that may not look at their path:
 * {@code fanotify_mark(2)} ({@code FAN_MARK_FLUSH}), {@code utimensat(2)} (two {@code UTIME_OMIT}), {@code pathconf(3)} (constants
 * are the same everywhere), {@code tempnam(3)} ({@code TMPDIR}), {@code quotactl(2)} ({@code Q_SYNC}).
 */
final class Touches {

    /** They have read their paths, each up to its end. */
    private static final Set<String> PATHS = names("""
            access acct canonicalize_file_name chdir chmod chown chroot creat eaccess euidaccess execl execle execlp execv execve execveat execvp execvpe faccessat fchmodat fchownat
            fopen freopen fspick ftok ftw futimesat getxattr inotify_add_watch lchmod lchown lgetxattr link linkat listxattr
            llistxattr lremovexattr lsetxattr mkdir mkdirat mkdtemp mkfifo mkfifoat mknod mknodat mkostemp mkostemps mkstemp mkstemps
            mount move_mount name_to_handle_at nftw open open_tree openat openat2 opendir readlink readlinkat realpath remove
            removexattr rename renameat renameat2 rmdir scandir scandirat setxattr swapoff swapon symlink symlinkat truncate umount
            umount2 unlink unlinkat""");

    /** They have read and written one of what each pointer leads to, and their paths. */
    private static final Set<String> ONE = names("""
            stat lstat fstat fstatat statx statfs fstatfs statvfs fstatvfs utime
            clock_gettime clock_getres clock_settime gettimeofday settimeofday gmtime_r localtime_r mktime timegm times getitimer
            setitimer getrusage getrlimit setrlimit prlimit uname sysinfo sendmsg wait""");

    /** Two, which is what a spec may say, or one. */
    private static final Set<String> TWO = names("utimes lutimes futimes futimens pipe pipe2 socketpair");

    /** As many as the argument behind the pointer says. */
    private static final Set<String> COUNTED = names("readv preadv writev pwritev poll");

    /** As many bytes as it says. */
    private static final Set<String> SIZED = names("bind connect");

    /** As many as they return. */
    private static final Set<String> RETURNED = names("epoll_wait read pread getdents getrandom");

    /** One, unless they return 0. */
    private static final Set<String> UNLESS_ZERO = names("waitpid");

    private Touches() {}

    private static Set<String> names(String words) {
        return Arrays.stream(words.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * {@return what a success of a function tells}
     *
     * @param name the function's; one for files with long offsets does what the one without does
     * @param arguments as they are shown
     */
    static EventPlan.Touch of(String name, List<Argument> arguments) {
        String plain = name.endsWith("64") ? name.substring(0, name.length() - 2) : name;
        if (touchesAll(plain, arguments)) {
            return EventPlan.Touch.ALL;
        }
        boolean hasPath = arguments.stream().anyMatch(argument -> argument.form() instanceof EventPlan.Path);
        boolean reads = !hasPath || Stream.of(PATHS, ONE, TWO).anyMatch(functions -> functions.contains(plain));
        return reads ? EventPlan.Touch.PATHS : EventPlan.Touch.NOTHING;
    }

    private static boolean touchesAll(String name, List<Argument> arguments) {
        if (ONE.contains(name)) {
            return all(arguments, at -> Touches::isOne);
        }
        if (TWO.contains(name)) {
            return all(arguments, at -> amount -> isOne(amount) || amount.equals(new EventPlan.Fixed(2)));
        }
        if (COUNTED.contains(name)) {
            return all(arguments, at -> new EventPlan.ByArgument(at + 1)::equals);
        }
        if (SIZED.contains(name)) {
            return all(arguments, at -> new EventPlan.BytesByArgument(at + 1)::equals);
        }
        if (RETURNED.contains(name)) {
            return all(arguments, at -> new EventPlan.ByResult()::equals);
        }
        return UNLESS_ZERO.contains(name) && all(arguments, at -> new EventPlan.OneUnlessZero()::equals);
    }

    private static boolean isOne(Amount amount) {
        return amount instanceof EventPlan.One
                || amount instanceof EventPlan.OneUnlessZero
                || amount instanceof EventPlan.OneIfZero
                || amount.equals(new EventPlan.Fixed(1));
    }

    /** Whether of what each pointer leads to there is shown no more than the function has touched, by the argument's index. */
    private static boolean all(List<Argument> arguments, IntFunction<Predicate<Amount>> touched) {
        return IntStream.range(0, arguments.size()).allMatch(at -> {
            EventPlan.Form form = arguments.get(at).form();
            if (form instanceof EventPlan.Structures structures) {
                return touched.apply(at).test(structures.amount());
            }
            if (form instanceof EventPlan.Numbers numbers) {
                return touched.apply(at).test(numbers.amount());
            }
            return !(form instanceof EventPlan.Chosen);
        });
    }
}

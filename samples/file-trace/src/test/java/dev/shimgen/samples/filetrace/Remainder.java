package dev.shimgen.samples.filetrace;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Why strace sees a file name that our trace does not show.
 *
 * <p>{@code LD_PRELOAD} answers a call through the procedure linkage table: from a program or a library into libc. What
 * libc does inside itself, and what the dynamic loader does, is bound when those are linked. Everything that is not named
 * here is a call that our spec misses.
 */
enum Remainder {
    /** The command that strace itself starts. */
    FIRST_PROGRAM {
        @Override
        boolean explains(SystemCall call, Log log) {
            return isStart(call) && log.first().equals(call);
        }
    },

    /**
     * The kernel answers a successful {@code execve} when the new program is there, so its stack is the new program's. The
     * trace must show who asked.
     */
    START_OF_A_PROGRAM {
        @Override
        boolean explains(SystemCall call, Log log) {
            String path = call.call().paths().get(0);
            return isStart(call) && log.traced().stream().anyMatch(traced -> starts(traced, path));
        }
    },

    /** {@code execvp}, {@code posix_spawnp}: libc tries each folder of PATH for the name that the trace shows. */
    SEARCH_OF_PATH {
        @Override
        boolean explains(SystemCall call, Log log) {
            String path = call.call().paths().get(0);
            return call.call().name().equals("execve")
                    && call.throughShim()
                    && log.traced().stream().anyMatch(traced -> searches(traced, path));
        }
    },

    /** {@code realpath}: libc asks for each component of the name that the trace shows whether it is a link. */
    COMPONENTS_OF_A_NAME {
        @Override
        boolean explains(SystemCall call, Log log) {
            return call.call().name().startsWith("readlink")
                    && call.throughShim()
                    && call.inLibc("realpath", "__realpath_chk", "canonicalize_file_name");
        }
    },

    /**
     * The shim's own log: its owner is looked at once, and it is opened for each line so that no descriptor of the program
     * is in use.
     */
    OWN_LOG {
        @Override
        boolean explains(SystemCall call, Log log) {
            return List.of("openat", "newfstatat").contains(call.call().name())
                    && call.inShim("shimgen_.*")
                    && call.call()
                            .paths()
                            .get(0)
                            .startsWith(log.folder().resolve("trace.").toString());
        }
    },

    /** {@code ld.so} looks for libraries, at the start and in {@code dlopen}; it has its own copies of libc's functions. */
    DYNAMIC_LOADER {
        @Override
        boolean explains(SystemCall call, Log log) {
            return call.madeBy("ld-linux")
                    && call.pathsMatch("/etc/ld\\.so\\.(preload|cache)|(.*/)?[^/]+\\.so([.-].*)?");
        }
    },

    /** {@code setlocale}, {@code newlocale}: the locale's files. */
    LOCALE(inLibc("/usr/lib/locale/.*|/usr/share/locale/locale\\.alias")),

    /** {@code gettext}, {@code strerror}, {@code perror}: catalogues of translated messages. */
    MESSAGES(inLibc("/usr/share/locale(-langpack)?/.*\\.mo")),

    /** {@code iconv_open}, {@code nl_langinfo} and wide characters: tables of character sets. */
    CHARACTER_SETS(inLibc("/usr/lib/([^/]+/)?gconv/.*")),

    /** {@code getpwuid}, {@code getgrgid}, …: the name service switch and its databases. */
    NAME_SERVICES(inLibc("/etc/(nsswitch\\.conf|passwd|group|gshadow|shadow)|/var/run/nscd/socket")),

    /** The name service switch asks whether it was moved by {@code chroot} (glibc's {@code nss_database.c}). */
    NAME_SERVICES_ROOT {
        @Override
        boolean explains(SystemCall call, Log log) {
            return inLibc("/").test(call) && call.call().name().equals("newfstatat");
        }
    },

    /** {@code tzset}, {@code localtime}: time zones. */
    TIME_ZONE(inLibc("/etc/localtime|/usr/share/zoneinfo/.*")),

    /** {@code sysconf}, {@code get_nprocs}, {@code qsort}'s memory limit: what the kernel says of the machine. */
    MACHINE(inLibc("/sys/devices/system/cpu(/online)?|/proc/(meminfo|stat|sys/kernel/ngroups_max)"));

    /**
     * What a run left behind.
     *
     * @param folder where its logs are
     * @param first the system call that started it
     * @param traced what our library wrote
     */
    record Log(Path folder, SystemCall first, List<Call> traced) {}

    private static final Set<String> STARTERS =
            Set.of("execve", "execv", "execvp", "execvpe", "execveat", "posix_spawn", "posix_spawnp");

    private static final Set<String> SEARCHERS = Set.of("execlp", "execvp", "execvpe", "posix_spawnp");

    private final Predicate<SystemCall> matches;

    Remainder() {
        this(call -> false);
    }

    Remainder(Predicate<SystemCall> matches) {
        this.matches = matches;
    }

    /** {@return the reason, or nothing if there is no good one} */
    static Optional<Remainder> of(SystemCall call, Log log) {
        return Arrays.stream(values()).filter(r -> r.explains(call, log)).findFirst();
    }

    boolean explains(SystemCall call, Log log) {
        return matches.test(call);
    }

    private static boolean isStart(SystemCall call) {
        return call.call().name().equals("execve") && !call.call().failed();
    }

    /** {@code execvp("cat", …)} tries {@code /usr/local/bin/cat}. */
    private static boolean searches(Call traced, String path) {
        return SEARCHERS.contains(traced.name())
                && traced.paths().stream().anyMatch(asked -> !asked.contains("/") && path.endsWith("/" + asked));
    }

    private static boolean starts(Call traced, String path) {
        if (traced.name().equals("system") || traced.name().equals("popen")) {
            return path.equals("/bin/sh");
        }
        return STARTERS.contains(traced.name())
                && traced.paths().stream()
                        .anyMatch(asked -> asked.equals(path) || !asked.contains("/") && path.endsWith("/" + asked));
    }

    private static Predicate<SystemCall> inLibc(String paths) {
        Pattern pattern = Pattern.compile(paths);
        return call -> call.madeBy("libc.so") && call.throughNone() && call.pathsMatch(pattern.pattern());
    }
}

package dev.shimgen.generator.emit.java;

import static dev.shimgen.generator.emit.java.PlanBuilder.POINTER;
import static dev.shimgen.generator.emit.java.PlanBuilder.STRING;
import static dev.shimgen.generator.emit.java.PlanBuilder.STRUCT;
import static dev.shimgen.generator.emit.java.PlanBuilder.address;
import static dev.shimgen.generator.emit.java.PlanBuilder.array;
import static dev.shimgen.generator.emit.java.PlanBuilder.buffer;
import static dev.shimgen.generator.emit.java.PlanBuilder.fd;
import static dev.shimgen.generator.emit.java.PlanBuilder.field;
import static dev.shimgen.generator.emit.java.PlanBuilder.flags;
import static dev.shimgen.generator.emit.java.PlanBuilder.inner;
import static dev.shimgen.generator.emit.java.PlanBuilder.named;
import static dev.shimgen.generator.emit.java.PlanBuilder.number;
import static dev.shimgen.generator.emit.java.PlanBuilder.parameter;
import static dev.shimgen.generator.emit.java.PlanBuilder.path;
import static dev.shimgen.generator.emit.java.PlanBuilder.pointer;
import static dev.shimgen.generator.emit.java.PlanBuilder.struct;
import static dev.shimgen.generator.emit.java.PlanBuilder.type;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.CallPlan.Failure;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;

/** The plans of the fixtures; the spec of each lies in its folder. Layouts are those of x86_64. */
final class Plans {

    private static final CType INT = type("int", Carrier.INT32);
    private static final CType SSIZE = type("ssize_t", Carrier.INT64);
    private static final CType VOID = type("void", Carrier.VOID);

    private Plans() {}

    /** What a user writes first: files. */
    static ShimPlan files() {
        Meaning statBuffer = new Meaning.StructPointer("struct stat", true);
        CType stat = struct("struct stat *restrict", "struct stat");
        PlanBuilder plan = new PlanBuilder("org.example.files", "FileTrace");
        plan.call("access", INT, "int", Failure.MINUS_ONE, path("name"), flags("type", "ok"))
                .call("close", INT, "int", Failure.MINUS_ONE, fd("fd"))
                .call(
                        "faccessat",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        parameter("fd", INT, "int", new Meaning.DirFd()),
                        path("file"),
                        flags("type", "ok"),
                        flags("flag", "at"))
                .call(
                        "fstat",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        fd("fd"),
                        parameter("buf", struct("struct stat *", "struct stat"), STRUCT, statBuffer))
                .call(
                        "getcwd",
                        pointer("char *"),
                        STRING,
                        Failure.NULL,
                        buffer("buf", "char *", "size", true),
                        number("size", "size_t", Carrier.INT64, "long"))
                .call(
                        "open",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        new CallPlan.ConditionalTail("shimgen_has_mode(oflag)"),
                        2,
                        path("file"),
                        flags("oflag", "o"),
                        parameter("mode", type("mode_t", Carrier.INT32), "int", new Meaning.Mode()))
                .call(
                        "read",
                        SSIZE,
                        "long",
                        Failure.MINUS_ONE,
                        fd("fd"),
                        buffer("buf", "void *", "nbytes", true),
                        number("nbytes", "size_t", Carrier.INT64, "long"))
                .call(
                        "readlink",
                        SSIZE,
                        "long",
                        Failure.MINUS_ONE,
                        path("path"),
                        buffer("buf", "char *restrict", "len", true),
                        number("len", "size_t", Carrier.INT64, "long"))
                .call("stat", INT, "int", Failure.MINUS_ONE, path("file"), parameter("buf", stat, "Stat", statBuffer))
                .call(
                        "write",
                        SSIZE,
                        "long",
                        Failure.MINUS_ONE,
                        fd("fd"),
                        buffer("buf", "const void *", "n", false),
                        number("n", "size_t", Carrier.INT64, "long"));
        plan.constants("at", named("AT_FDCWD", -100), named("AT_EACCESS", 0x200), named("AT_SYMLINK_NOFOLLOW", 0x100))
                .constants("ok", named("F_OK", 0), named("X_OK", 1), named("W_OK", 2), named("R_OK", 4))
                .constants(
                        "o",
                        named("O_RDONLY", 0),
                        named("O_WRONLY", 1),
                        named("O_CREAT", 0x40),
                        named("O_EXCL", 0x80),
                        named("O_CLOEXEC", 0x80000));
        return plan.traced()
                .struct("Stat", stat())
                .struct("Timespec", timespec())
                .build();
    }

    private static StructFact stat() {
        return new StructFact(
                "struct stat",
                false,
                144,
                8,
                List.of(
                        field("st_dev", "__dev_t", 0, Carrier.INT64),
                        field("st_ino", "__ino_t", 8, Carrier.INT64),
                        field("st_nlink", "__nlink_t", 16, Carrier.INT64),
                        field("st_mode", "__mode_t", 24, Carrier.INT32),
                        field("st_uid", "__uid_t", 28, Carrier.INT32),
                        field("st_gid", "__gid_t", 32, Carrier.INT32),
                        field("__pad0", "int", 36, Carrier.INT32),
                        field("st_rdev", "__dev_t", 40, Carrier.INT64),
                        field("st_size", "__off_t", 48, Carrier.INT64),
                        field("st_blksize", "__blksize_t", 56, Carrier.INT64),
                        field("st_blocks", "__blkcnt_t", 64, Carrier.INT64),
                        inner("st_atim", "struct timespec", 72, 16, 1),
                        inner("st_mtim", "struct timespec", 88, 16, 1),
                        inner("st_ctim", "struct timespec", 104, 16, 1),
                        array("__glibc_reserved", "__syscall_slong_t", 120, Carrier.INT64, 3)),
                true,
                "bits/struct_stat.h");
    }

    private static StructFact timespec() {
        return new StructFact(
                "struct timespec",
                false,
                16,
                8,
                List.of(
                        field("tv_sec", "__time_t", 0, Carrier.INT64),
                        field("tv_nsec", "__syscall_slong_t", 8, Carrier.INT64)),
                true,
                "bits/types/struct_timespec.h");
    }

    /** One of each kind of call, struct and constant that is out of the ordinary. */
    static ShimPlan shapes() {
        PlanBuilder plan = new PlanBuilder("org.example.shapes", "Shapes");
        addCalls(plan);
        addStructs(plan);
        plan.struct("Timespec", timespec());
        return plan.constant("BIG", new ConstantFact.Int(-1, 64))
                .constant("S_IFMT", new ConstantFact.Int(0170000, 32))
                .constant("O_ACCMODE", new ConstantFact.Int(3, 32))
                .constant("SOCK_TYPE_MASK", new ConstantFact.Int(15, 32))
                .constants("epoll", named("EPOLLET", 1L << 31), named("EPOLLIN", 1))
                .constant("M_PI", new ConstantFact.Floating(Math.PI))
                .constant("MAP_FAILED", new ConstantFact.Address(-1))
                .constant("NOTHING", new ConstantFact.Floating(Double.NaN))
                .constant("PATH_SEPARATOR", new ConstantFact.Text("\"$/\"\n"))
                .constant("true", new ConstantFact.Int(1, 32))
                .build();
    }

    private static void addCalls(PlanBuilder plan) {
        CType division = struct("div_t", "div_t");
        plan.call("_exit", VOID, "void", Failure.NEVER, number("status", "int", Carrier.INT32, "int"))
                .call(
                        "div",
                        division,
                        "DivT",
                        Failure.NEVER,
                        number("numer", "int", Carrier.INT32, "int"),
                        number("denom", "int", Carrier.INT32, "int"))
                // Elements of which C is told the number, in a packed struct and not.
                .call(
                        "epoll_wait",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        fd("epfd"),
                        parameter(
                                "events",
                                struct("struct epoll_event *", "struct epoll_event"),
                                "EpollEvent",
                                new Meaning.StructPointer("struct epoll_event", true)),
                        number("maxevents", "int", Carrier.INT32, "int"),
                        number("timeout", "int", Carrier.INT32, "int"))
                .call(
                        "epoll_ctl",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        fd("epfd"),
                        number("op", "int", Carrier.INT32, "int"),
                        fd("fd"),
                        parameter(
                                "event",
                                struct("struct epoll_event *", "struct epoll_event"),
                                "EpollEvent",
                                new Meaning.StructPointer("struct epoll_event", false)))
                .call("epoll_create1", INT, "int", Failure.MINUS_ONE, flags("flags", "epoll"))
                .call("execv", INT, "int", Failure.MINUS_ONE, path("path"), address("argv", "char *const *"))
                .call(
                        "fcntl",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        new CallPlan.WordTail(List.of(type("long", Carrier.INT64)), List.of()),
                        2,
                        fd("fd"),
                        number("cmd", "int", Carrier.INT32, "int"),
                        number("arg", "long", Carrier.INT64, "long"))
                .call(
                        "fmemopen",
                        pointer("FILE *"),
                        POINTER,
                        Failure.NULL,
                        buffer("buf", "void *", "size", true),
                        number("size", "size_t", Carrier.INT64, "long"),
                        path("mode"))
                .call(
                        "fread",
                        type("size_t", Carrier.INT64),
                        "long",
                        Failure.NEVER,
                        buffer("ptr", "void *", "n", true),
                        number("size", "size_t", Carrier.INT64, "long"),
                        number("n", "size_t", Carrier.INT64, "long"),
                        address("stream", "FILE *"))
                .call("free", VOID, "void", Failure.NEVER, address("ptr", "void *"))
                .call("getenv", pointer("char *"), STRING, Failure.NULL, path("name"))
                .call(
                        "getcwd",
                        pointer("char *"),
                        POINTER,
                        Failure.NULL,
                        buffer("buf", "char *", "size", true),
                        number("size", "size_t", Carrier.INT64, "long"))
                .call("getpid", type("__pid_t", Carrier.INT32), "int", Failure.NEVER)
                .call(
                        "getsockname",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        fd("fd"),
                        parameter(
                                "addr",
                                pointer("struct sockaddr *"),
                                "java.lang.foreign.MemorySegment",
                                new Meaning.Address()),
                        address("len", "socklen_t *"))
                .call(
                        "inet_netof",
                        type("in_addr_t", Carrier.INT32),
                        "int",
                        Failure.NEVER,
                        parameter("in", struct("struct in_addr", "struct in_addr"), "InAddr", new Meaning.Opaque()))
                // What is smaller than int or double in a variadic tail is promoted.
                .call(
                        "ioctl",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        new CallPlan.WordTail(List.of(type("long", Carrier.INT64)), List.of()),
                        2,
                        fd("fd"),
                        number("request", "unsigned long", Carrier.INT64, "long"),
                        number("arg", "short", Carrier.INT16, "short"),
                        parameter("ratio", type("float", Carrier.FLOAT), "float", new Meaning.FloatingNumber()))
                .call(
                        "localtime",
                        struct("struct tm *", "struct tm"),
                        STRUCT,
                        Failure.NULL,
                        parameter("timer", pointer("const time_t *"), "long[]", new Meaning.Address()))
                .call("no_such_function", INT, "int", Failure.MINUS_ONE)
                .call(
                        "pipe",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        parameter(
                                "pipedes",
                                new CType("int", "[2]", Carrier.POINTER, null),
                                "int[]",
                                new Meaning.Address()))
                .call(
                        "posix_fallocate",
                        INT,
                        "int",
                        Failure.ERROR_NUMBER,
                        fd("fd"),
                        number("offset", "off_t", Carrier.INT64, "long"),
                        number("len", "off_t", Carrier.INT64, "long"))
                .call(
                        "pow",
                        type("double", Carrier.DOUBLE),
                        "double",
                        Failure.NEVER,
                        // Names that the body would like to use for itself.
                        parameter("result", type("double", Carrier.DOUBLE), "double", new Meaning.FloatingNumber()),
                        parameter("state", type("double", Carrier.DOUBLE), "double", new Meaning.FloatingNumber()))
                .call(
                        "printf",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        new CallPlan.ListTail("vprintf"),
                        1,
                        parameter("format", pointer("const char *restrict"), STRING, new Meaning.Text()))
                .call(
                        "sighandler",
                        new CType("void (*", ")(int)", Carrier.POINTER, null),
                        POINTER,
                        Failure.NULL,
                        number("sig", "int", Carrier.INT32, "int"))
                .call(
                        "snprintf",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        new CallPlan.ListTail("vsnprintf"),
                        3,
                        buffer("arena", "char *restrict", "maxlen", true),
                        number("maxlen", "size_t", Carrier.INT64, "long"),
                        parameter("failure", pointer("const char *restrict"), STRING, new Meaning.Text()))
                .call(
                        "strchr",
                        pointer("char *"),
                        POINTER,
                        Failure.NULL,
                        path("s"),
                        number("c", "int", Carrier.INT32, "int"))
                .call(
                        "stpncpy",
                        pointer("char *"),
                        "java.lang.foreign.MemorySegment",
                        Failure.NEVER,
                        buffer("dest", "char *", "n", true),
                        path("src"),
                        number("n", "size_t", Carrier.INT64, "long"))
                .call(
                        "strncpy",
                        pointer("char *"),
                        STRING,
                        Failure.NEVER,
                        buffer("dest", "char *", "n", true),
                        path("src"),
                        number("n", "size_t", Carrier.INT64, "long"))
                .call(
                        "strstr",
                        pointer("char *"),
                        "java.lang.foreign.MemorySegment",
                        Failure.NULL,
                        path("haystack"),
                        path("needle"))
                .call(
                        "strtol",
                        type("long", Carrier.INT64),
                        "long",
                        Failure.NEVER,
                        path("nptr"),
                        address("endptr", "char **restrict"),
                        number("base", "int", Carrier.INT32, "int"))
                .call("toupper", INT, "int", Failure.NEVER, number("c", "int", Carrier.INT32, "short"))
                .call(
                        "utimensat",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        parameter("fd", INT, "int", new Meaning.DirFd()),
                        path("path"),
                        parameter(
                                "times",
                                new CType("const struct timespec", "[2]", Carrier.POINTER, "struct timespec"),
                                STRUCT,
                                new Meaning.StructPointer("struct timespec", false)),
                        number("flags", "int", Carrier.INT32, "int"))
                .call(
                        "vprintf",
                        INT,
                        "int",
                        Failure.MINUS_ONE,
                        path("format"),
                        parameter("arg", type("va_list", Carrier.VA_LIST), POINTER, new Meaning.Opaque()))
                .call(
                        "write",
                        SSIZE,
                        "long",
                        Failure.MINUS_ONE,
                        fd("fd"),
                        parameter(
                                "buf",
                                pointer("const void *"),
                                "java.lang.foreign.MemorySegment",
                                new Meaning.Address()),
                        number("n", "size_t", Carrier.INT64, "long"));
    }

    private static void addStructs(PlanBuilder plan) {
        CType unsignedChar = type("unsigned char", Carrier.INT8);
        plan.struct(
                        "DivT",
                        "div_t",
                        "stdlib.h",
                        8,
                        4,
                        field("quot", "int", 0, Carrier.INT32),
                        field("rem", "int", 4, Carrier.INT32))
                // Packed: the 64-bit union stands at byte 4.
                .struct(
                        "EpollEvent",
                        "struct epoll_event",
                        "sys/epoll.h",
                        12,
                        1,
                        field("events", "uint32_t", 0, Carrier.INT32),
                        inner("data", "epoll_data_t", 4, 8, 1))
                .struct(
                        "EpollData",
                        new StructFact(
                                "epoll_data_t",
                                true,
                                8,
                                8,
                                List.of(
                                        field("ptr", "void *", 0, Carrier.POINTER),
                                        field("fd", "int", 0, Carrier.INT32),
                                        field("u32", "uint32_t", 0, Carrier.INT32),
                                        field("u64", "uint64_t", 0, Carrier.INT64),
                                        inner("pair", "div_t", 0, 8, 1)),
                                true,
                                "sys/epoll.h"))
                .struct(
                        "InAddr",
                        "struct in_addr",
                        "netinet/in.h",
                        4,
                        4,
                        field("s_addr", "in_addr_t", 0, Carrier.INT32))
                // Hides java.lang.Process; its fields cannot keep their names.
                .struct(
                        "Process",
                        "struct process",
                        "process.h",
                        56,
                        8,
                        field("class", "int", 0, Carrier.INT32),
                        field("wait", "_Bool", 4, Carrier.BOOL),
                        field("size", "short", 6, Carrier.INT16),
                        field("inner.a", "float", 8, Carrier.FLOAT),
                        field("inner_a", "float", 12, Carrier.FLOAT),
                        field("next", "struct process *", 16, Carrier.POINTER),
                        array("names", "char *", 24, Carrier.POINTER, 2),
                        new StructFact.Field(
                                "key",
                                new CType("unsigned char", "[4]", Carrier.POINTER, null),
                                40,
                                4,
                                4,
                                unsignedChar.carrier(),
                                ""),
                        inner("unknown", "struct unknown", 44, 8, 1))
                .struct(
                        "Record",
                        "struct record",
                        "record.h",
                        24,
                        8,
                        field("length", "int", 0, Carrier.INT32),
                        inner("pairs", "div_t", 4, 16, 2),
                        array("name", "char", 20, Carrier.INT8, 0))
                // The kernel's siginfo in small: members of an anonymous union, lifted.
                .struct(
                        "Siginfo",
                        "struct siginfo",
                        "signal.h",
                        32,
                        8,
                        field("si_signo", "int", 0, Carrier.INT32),
                        field("_kill.si_pid", "int", 8, Carrier.INT32),
                        field("_kill.si_uid", "int", 12, Carrier.INT32),
                        field("si_addr", "void *", 8, Carrier.POINTER),
                        field("_time.sec", "long", 8, Carrier.INT64),
                        field("_time.nsec", "long", 16, Carrier.INT64))
                .struct(
                        "Sigval",
                        "union sigval",
                        "bits/types/__sigval_t.h",
                        8,
                        8,
                        field("sival_int", "int", 0, Carrier.INT32),
                        field("sival_ptr", "void *", 0, Carrier.POINTER))
                .struct(
                        "Tm",
                        "struct tm",
                        "bits/types/struct_tm.h",
                        56,
                        8,
                        field("tm_sec", "int", 0, Carrier.INT32),
                        field("tm_min", "int", 4, Carrier.INT32),
                        field("tm_hour", "int", 8, Carrier.INT32),
                        field("tm_mday", "int", 12, Carrier.INT32),
                        field("tm_mon", "int", 16, Carrier.INT32),
                        field("tm_year", "int", 20, Carrier.INT32),
                        field("tm_wday", "int", 24, Carrier.INT32),
                        field("tm_yday", "int", 28, Carrier.INT32),
                        field("tm_isdst", "int", 32, Carrier.INT32),
                        field("tm_gmtoff", "long", 40, Carrier.INT64),
                        field("tm_zone", "const char *", 48, Carrier.POINTER))
                .struct(
                        "Utsname",
                        new StructFact(
                                "struct utsname",
                                false,
                                16,
                                4,
                                List.of(
                                        array("sysname", "char", 0, Carrier.INT8, 8),
                                        field("flag", "int", 12, Carrier.INT32)),
                                false,
                                "sys/utsname.h"));
    }
}

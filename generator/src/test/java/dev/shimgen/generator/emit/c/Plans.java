package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.behaviour.clearflags.ClearFlagsPlan;
import dev.shimgen.generator.behaviour.replace.ReplacePlan;
import dev.shimgen.generator.behaviour.trace.TracePlan;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.CallPlanBuilder;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.HandlePlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.Provider;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.plan.SymbolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans made by hand, one for each shape of wrapper. */
final class Plans {

    static final CType INT = new CType("int", "", Carrier.INT32, null);
    static final CType SSIZE = new CType("ssize_t", "", Carrier.INT64, null);
    static final CType SIZE = new CType("size_t", "", Carrier.INT64, null);
    static final CType MODE = new CType("mode_t", "", Carrier.INT32, null);
    static final CType STRING = new CType("const char *", "", Carrier.POINTER, null);
    static final CType RESTRICT_STRING = new CType("const char *restrict", "", Carrier.POINTER, null);
    static final CType STAT = new CType("struct stat *restrict", "", Carrier.POINTER, "struct stat");
    static final CType VOID = new CType("void", "", Carrier.VOID, null);
    static final CType DIRENT = new CType("struct dirent *", "", Carrier.POINTER, "struct dirent");
    static final CType HANDLER = new CType("__sighandler_t", "", Carrier.POINTER, null);
    static final CType ADDRESS = new CType("void *", "", Carrier.POINTER, null);
    static final CType DIR = new CType("DIR *", "", Carrier.POINTER, null);

    private Plans() {}

    static ParameterPlan parameter(String name, CType type, Meaning meaning) {
        return new ParameterPlan(name, name, type, "int", meaning);
    }

    static EntryPlan entry(String symbol, CType result, List<ParameterPlan> parameters, boolean variadic) {
        return new EntryPlan(
                symbol,
                result,
                parameters.stream()
                        .map(p -> new EntryPlan.Argument(p.name(), p.type(), p.name()))
                        .toList(),
                variadic,
                symbol,
                null,
                "",
                null,
                libc(result));
    }

    private static Provider libc(CType result) {
        CallPlan.Failure failure =
                result.carrier() == Carrier.POINTER ? CallPlan.Failure.NULL : CallPlan.Failure.MINUS_ONE;
        return new Provider("libc.so.6", Provider.Absence.of(result, failure, false));
    }

    static CallPlan call(
            String name, String header, CType result, List<ParameterPlan> parameters, BehaviourPlan... behaviours) {
        CallPlan.Failure failure =
                result.carrier() == Carrier.POINTER ? CallPlan.Failure.NULL : CallPlan.Failure.MINUS_ONE;
        return CallPlanBuilder.call(name, result)
                .header(header)
                .failure(failure)
                .parameters(parameters)
                .entries(List.of(entry(name, result, parameters, false)))
                .behaviours(List.of(behaviours))
                .build();
    }

    static CallPlan variadic(CallPlan call, int fixed, CallPlan.Tail tail, EntryPlan... more) {
        List<EntryPlan> entries = new ArrayList<>();
        entries.add(entry(call.name(), call.result(), call.parameters().subList(0, fixed), true));
        entries.addAll(List.of(more));
        return CallPlanBuilder.like(call).tail(tail).entries(entries).build();
    }

    static CallPlan noReturn(CallPlan call) {
        return CallPlanBuilder.like(call)
                .failure(CallPlan.Failure.NEVER)
                .noReturn(true)
                .build();
    }

    static CallPlan jumped(CallPlan call, String reason) {
        return forwarded(call, new CallPlan.Jumped(reason));
    }

    static CallPlan passed(CallPlan call) {
        return forwarded(call, new CallPlan.Passed());
    }

    private static CallPlan forwarded(CallPlan call, CallPlan.Forwarding forwarding) {
        return CallPlanBuilder.like(call).forwarding(forwarding).build();
    }

    static CallPlan open(BehaviourPlan... behaviours) {
        List<ParameterPlan> parameters = List.of(
                parameter("path", STRING, new Meaning.Path()),
                parameter("flags", INT, new Meaning.Flags("flags_open")),
                parameter("mode", MODE, new Meaning.Mode()));
        EntryPlan fortified = new EntryPlan(
                "__open_2",
                INT,
                List.of(new EntryPlan.Argument("path", STRING, "path"), new EntryPlan.Argument("flags", INT, "flags")),
                false,
                null,
                null,
                "What _FORTIFY_SOURCE makes of an open without mode.",
                null,
                libc(INT));
        return variadic(
                call("open", "fcntl.h", INT, parameters, behaviours),
                2,
                new CallPlan.ConditionalTail("(flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE"),
                entry("open64", INT, parameters.subList(0, 2), true),
                fortified);
    }

    /** A name that is different code in two versions: one traced, one passed through by a call, one by a jump. */
    static ShimPlan versions() {
        List<CallPlan> calls = new ArrayList<>();
        CallPlan memcpy = call(
                "memcpy",
                "string.h",
                new CType("void *", "", Carrier.POINTER, null),
                List.of(
                        parameter("to", new CType("void *restrict", "", Carrier.POINTER, null), new Meaning.Address()),
                        parameter(
                                "from",
                                new CType("const void *restrict", "", Carrier.POINTER, null),
                                new Meaning.Address()),
                        parameter("n", SIZE, new Meaning.WholeNumber(true))));
        calls.add(passed(withEntries(
                memcpy,
                versioned(memcpy.entries().get(0), new SymbolVersion("GLIBC_2.14", true), ""),
                versioned(memcpy.entries().get(0), new SymbolVersion("GLIBC_2.2.5", false), "memmove by that name."))));
        for (String name : List.of("realpath", "regfree")) {
            boolean traced = name.equals("realpath");
            CallPlan call = traced
                    ? call(
                            name,
                            "stdlib.h",
                            new CType("char *", "", Carrier.POINTER, null),
                            List.of(
                                    parameter("path", RESTRICT_STRING, new Meaning.Path()),
                                    parameter(
                                            "resolved",
                                            new CType("char *restrict", "", Carrier.POINTER, null),
                                            new Meaning.Address())),
                            new TracePlan(0))
                    : call(
                            name,
                            "regex.h",
                            VOID,
                            List.of(parameter(
                                    "preg", new CType("regex_t *", "", Carrier.POINTER, null), new Meaning.Address())));
            EntryPlan own = call.entries().get(0);
            calls.add(withEntries(
                    call,
                    versioned(own, new SymbolVersion("GLIBC_2.3", true), ""),
                    versioned(own, new SymbolVersion("GLIBC_2.2.5", false), "Other code by the same name.")));
        }
        return new ShimPlan(
                "versions",
                "org.example",
                "Versions",
                List.of("_GNU_SOURCE"),
                List.of("regex.h", "stdlib.h", "string.h"),
                told(calls.stream()),
                List.of(),
                List.of(),
                List.of(),
                List.of("GLIBC_2.2.5", "GLIBC_2.3", "GLIBC_2.14"));
    }

    private static EntryPlan versioned(EntryPlan entry, SymbolVersion version, String why) {
        return new EntryPlan(
                entry.symbol(),
                entry.result(),
                entry.parameters(),
                false,
                entry.declared(),
                null,
                why,
                version,
                entry.provider());
    }

    private static CallPlan withEntries(CallPlan call, EntryPlan... entries) {
        return CallPlanBuilder.like(call).entries(List.of(entries)).build();
    }

    static CallPlan stat(BehaviourPlan... behaviours) {
        return call(
                "stat",
                "sys/stat.h",
                INT,
                List.of(
                        parameter("path", RESTRICT_STRING, new Meaning.Path()),
                        parameter(
                                "buf",
                                STAT,
                                new Meaning.StructPointer(
                                        "struct stat",
                                        true,
                                        new StructView(
                                                "struct stat",
                                                List.of(
                                                        new StructView.Field(
                                                                "struct stat", "st_mode", StructView.Style.FILE_MODE),
                                                        new StructView.Field(
                                                                "struct stat", "st_size", StructView.Style.SIGNED))),
                                        new Meaning.One()))),
                behaviours);
    }

    static ConstantSet openFlags() {
        List<NamedConstant> constants = List.of(
                constant("O_RDONLY", 0),
                constant("O_WRONLY", 1),
                constant("O_RDWR", 2),
                constant("O_TMPFILE", 4259840),
                constant("O_SYNC", 1052672),
                constant("O_CREAT", 64),
                constant("O_DSYNC", 4096),
                constant("O_CLOEXEC", 524288));
        return new ConstantSet(
                "flags_open",
                constants,
                List.of(new ConstantSet.Field("O_ACCMODE", List.of("O_RDONLY", "O_WRONLY", "O_RDWR"))));
    }

    static NamedConstant constant(String name, long value) {
        return new NamedConstant(name, new ConstantFact.Int(value, 32));
    }

    static ClearFlagsPlan clear(String parameter, String... flags) {
        return new ClearFlagsPlan(new TreeMap<>(Map.of(parameter, List.of(flags))));
    }

    /** {@return the calls with their events, which depend on everything else} */
    private static List<CallPlan> told(Stream<CallPlan> calls) {
        List<Behaviour<?>> known = new ArrayList<>(Behaviours.load().ordered());
        known.add(new NoteBehaviour());
        return calls.map(new Behaviours(known)::withEvents).toList();
    }

    static ShimPlan shim(String name, List<String> headers, CallPlan... calls) {
        return new ShimPlan(
                name,
                "com.acme",
                "FileTrace",
                List.of("_GNU_SOURCE"),
                headers,
                told(Stream.of(calls)),
                List.of(openFlags()),
                List.of(),
                List.of(),
                List.of());
    }

    /** A shim with every shape there is. */
    static ShimPlan everyShape() {
        TracePlan trace = new TracePlan(0);
        ShimPlan plan = shim(
                "every",
                List.of("dirent.h", "fcntl.h", "signal.h", "stdio.h", "sys/stat.h", "unistd.h"),
                noReturn(call(
                        "_exit",
                        "unistd.h",
                        VOID,
                        List.of(parameter("status", INT, new Meaning.WholeNumber(false))),
                        trace)),
                jumped(
                        variadic(
                                call(
                                        "execle",
                                        "unistd.h",
                                        INT,
                                        List.of(
                                                parameter("path", STRING, new Meaning.Path()),
                                                parameter("arg", STRING, new Meaning.Text())),
                                        trace),
                                2,
                                new CallPlan.StringsTail(true)),
                        "it takes strings up to a NULL"),
                call("fdatasync", "unistd.h", INT, List.of(parameter("fd", INT, new Meaning.Fd())), replace("0", null)),
                variadic(
                        call(
                                "fcntl",
                                "fcntl.h",
                                INT,
                                List.of(
                                        parameter("fd", INT, new Meaning.Fd()),
                                        parameter("cmd", INT, new Meaning.WholeNumber(false)),
                                        parameter(
                                                "argument",
                                                new CType("void *", "", Carrier.POINTER, null),
                                                new Meaning.Address())),
                                trace),
                        2,
                        new CallPlan.WordTail(
                                List.of(new CType("void *", "", Carrier.POINTER, null)),
                                List.of(new CallPlan.Taken(
                                        0, "cmd", CallPlan.Taken.When.IS, List.of("F_GETFD", "F_GETFL"))))),
                call(
                        "fsync",
                        "unistd.h",
                        INT,
                        List.of(parameter("fd", INT, new Meaning.Fd())),
                        trace,
                        replace("-1", "EIO")),
                call(
                        "mkdir",
                        "sys/stat.h",
                        INT,
                        List.of(
                                parameter("path", STRING, new Meaning.Path()),
                                parameter("mode", new CType("mode_t", "", Carrier.INT32, null), new Meaning.Mode()))),
                open(trace, clear("flags", "O_SYNC", "O_DSYNC")),
                variadic(
                        call(
                                "printf",
                                "stdio.h",
                                INT,
                                List.of(parameter("format", RESTRICT_STRING, new Meaning.Text())),
                                trace),
                        1,
                        new CallPlan.ListTail("vprintf")),
                call("readdir", "dirent.h", DIRENT, List.of(parameter("directory", DIR, new Meaning.Address())), trace),
                call(
                        "readlink",
                        "unistd.h",
                        SSIZE,
                        List.of(
                                parameter("path", RESTRICT_STRING, new Meaning.Path()),
                                parameter(
                                        "buf",
                                        new CType("char *restrict", "", Carrier.POINTER, null),
                                        new Meaning.Buffer("size", true)),
                                parameter("size", SIZE, new Meaning.WholeNumber(true))),
                        trace),
                CallPlanBuilder.like(call(
                                "sbrk",
                                "unistd.h",
                                ADDRESS,
                                List.of(parameter(
                                        "increment",
                                        new CType("intptr_t", "", Carrier.INT64, null),
                                        new Meaning.WholeNumber(false))),
                                trace))
                        .failure(CallPlan.Failure.MINUS_ONE)
                        .build(),
                CallPlanBuilder.like(call(
                                "signal",
                                "signal.h",
                                HANDLER,
                                List.of(
                                        parameter("sig", INT, new Meaning.WholeNumber(false)),
                                        parameter("handler", HANDLER, new Meaning.Address())),
                                trace))
                        .failure(CallPlan.Failure.MINUS_ONE)
                        .build(),
                stat(trace),
                call("sync", "unistd.h", VOID, List.of(), trace),
                CallPlanBuilder.like(call(
                                "umask",
                                "sys/stat.h",
                                MODE,
                                List.of(parameter("mask", MODE, new Meaning.Mode())),
                                trace))
                        .failure(CallPlan.Failure.NEVER)
                        .build(),
                passed(call(
                        "usleep",
                        "unistd.h",
                        INT,
                        List.of(parameter(
                                "time",
                                new CType("useconds_t", "", Carrier.INT32, null),
                                new Meaning.WholeNumber(true))))),
                jumped(
                        call("vfork", "unistd.h", new CType("pid_t", "", Carrier.INT32, null), List.of()),
                        "its child returns through the frame of its caller"));
        StructFact timespec = new StructFact(
                "struct timespec",
                false,
                16,
                8,
                List.of(
                        new StructFact.Field(
                                "tv_sec", new CType("long", "", Carrier.INT64, null), 0, 8, 1, Carrier.INT64, ""),
                        new StructFact.Field(
                                "tv_nsec", new CType("long", "", Carrier.INT64, null), 8, 8, 1, Carrier.INT64, ""),
                        // As another libc may have it: asserted, it would not compile.
                        new StructFact.Field(
                                "__glibc_reserved",
                                new CType("long", "", Carrier.INT64, null),
                                8,
                                8,
                                1,
                                Carrier.INT64,
                                "")),
                true,
                "time.h");
        return new ShimPlan(
                plan.name(),
                plan.packageName(),
                plan.interfaceName(),
                plan.featureMacros(),
                plan.headers(),
                plan.calls(),
                plan.constantSets(),
                List.of(new StructPlan("Timespec", timespec, List.of(), List.of())),
                List.of(constant("O_CREAT", 64)),
                plan.versions());
    }

    /** A function that is jumped to, with a behaviour of ours and one of an author's. */
    static ShimPlan noted() {
        List<ParameterPlan> parameters =
                List.of(parameter("path", STRING, new Meaning.Path()), parameter("arg", STRING, new Meaning.Text()));
        return shim(
                "noted",
                List.of("unistd.h"),
                jumped(
                        variadic(
                                call("execl", "unistd.h", INT, parameters, new NoteBehaviour.Plan(), new TracePlan(0)),
                                2,
                                new CallPlan.StringsTail(false)),
                        "it takes strings up to a NULL"));
    }

    /** Calls that Java answers: around what other behaviours do, and inside a trace. */
    static ShimPlan handled() {
        HandlePlan.Travel text = new HandlePlan.Text();
        HandlePlan.Travel value = new HandlePlan.Value();
        HandlePlan.Travel status = new HandlePlan.Memory(
                HandlePlan.Flow.WRITTEN, new HandlePlan.One("sizeof(struct stat)"), HandlePlan.Reach.ALL);
        HandlePlan.Travel read = new HandlePlan.Memory(
                HandlePlan.Flow.WRITTEN, new HandlePlan.Counted(2, "1"), HandlePlan.Reach.BY_RESULT);
        HandlePlan plain = new HandlePlan(List.of(value), "EIO", false, null);
        return shim(
                "handled",
                List.of("fcntl.h", "sys/stat.h", "unistd.h"),
                call(
                        "fsync",
                        "unistd.h",
                        INT,
                        List.of(parameter("fd", INT, new Meaning.Fd())),
                        new TracePlan(0),
                        plain,
                        replace("-1", "EROFS")),
                open(
                        new HandlePlan(List.of(text, value, value), null, true, new HandlePlan.Closing(1, 02000000)),
                        new ClearFlagsPlan(new TreeMap<>(Map.of("flags", List.of("O_SYNC"))))),
                call(
                        "read",
                        "unistd.h",
                        SSIZE,
                        List.of(
                                parameter("fd", INT, new Meaning.Fd()),
                                parameter("buf", ADDRESS, new Meaning.Buffer("count", true)),
                                parameter("count", SIZE, new Meaning.WholeNumber(true))),
                        new HandlePlan(List.of(value, read, value), null, false, null)),
                stat(new HandlePlan(List.of(text, status), "EACCES", false, null)),
                call("sync", "unistd.h", VOID, List.of(), new HandlePlan(List.of(), null, false, null)));
    }

    /** The same on a machine that has an assembler for wrappers that only look. */
    static ShimPlan everyShapeInBrackets() {
        ShimPlan plan = everyShape();
        return new ShimPlan(
                "brackets",
                plan.packageName(),
                plan.interfaceName(),
                plan.featureMacros(),
                plan.headers(),
                told(plan.calls().stream()
                        .map(call -> call.forwarding() instanceof CallPlan.Called
                                ? forwarded(call, new CallPlan.Bracketed())
                                : call)),
                plan.constantSets(),
                plan.structs(),
                plan.constants(),
                plan.versions());
    }

    private static ReplacePlan replace(String value, @org.jspecify.annotations.Nullable String errno) {
        return new ReplacePlan(value, errno);
    }
}

package dev.shimgen.generator.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.Behaviours;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.resolve.platform.LibraryExports;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.spec.ShimSpec;
import dev.shimgen.generator.toolchain.CCompiler;
import dev.shimgen.generator.toolchain.CCompilerLocator;
import dev.shimgen.generator.toolchain.LibcVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Specs that work, planned on this machine. */
class PlannerTest {

    private static ShimPlan plan(String name, String... lines) throws GenerationException {
        return Machine.plan(Machine.spec(name, "@Shim(\"" + name + "\")", "", lines));
    }

    private static CallPlan call(ShimPlan plan, String name) {
        return plan.calls().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> symbols(CallPlan call) {
        return call.entries().stream().map(EntryPlan::symbol).toList();
    }

    private static EntryPlan entry(CallPlan call, String symbol) {
        return call.entries().stream()
                .filter(e -> e.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> arguments(EntryPlan entry) {
        return entry.parameters().stream()
                .map(a -> a.type().declare(a.name()) + (a.parameter() == null ? " (own)" : ""))
                .toList();
    }

    private static ConstantSet set(ShimPlan plan, String id) {
        return plan.constantSets().stream()
                .filter(set -> set.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(ConstantSet set) {
        return set.constants().stream().map(NamedConstant::name).toList();
    }

    @Test
    void allGroupsTogetherMakeAPlan() throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        long start = System.nanoTime();
        ShimPlan plan = Machine.plan(
                Machine.spec("AllGroups", "@Shim(\"all\")", String.join(", ", ReadyMadeGroups.names())), diagnostics);
        System.out.printf("planned %d calls in %d ms%n", plan.calls().size(), (System.nanoTime() - start) / 1_000_000);
        assertThat(diagnostics.all()).isEmpty();
        assertThat(plan.headers()).contains("fcntl.h", "sys/stat.h", "unistd.h").doesNotHaveDuplicates();
        assertThat(plan.headers()).noneMatch(h -> h.startsWith("bits/"));
        assertThat(plan.featureMacros()).containsExactly("_GNU_SOURCE");
        assertThat(plan.calls()).extracting(CallPlan::name).isSorted().contains("open", "stat", "rename", "symlink");
        List<EntryPlan> entries =
                plan.calls().stream().flatMap(c -> c.entries().stream()).toList();
        assertThat(entries).extracting(EntryPlan::exported).doesNotHaveDuplicates();
        assertThat(entries).extracting(EntryPlan::id).doesNotHaveDuplicates();
        // Every call has a symbol of this libc; stat's own is one since 2.33, and before it programs called __xstat.
        LibraryExports exports = Machine.platform().exports();
        assertThat(plan.calls())
                .allMatch(call -> call.entries().stream().map(EntryPlan::symbol).anyMatch(exports::has));
        Set<String> own = plan.calls().stream().map(CallPlan::name).collect(Collectors.toSet());
        assertThat(entries)
                .filteredOn(entry -> !exports.has(entry.symbol()) && entry.declared() == null)
                .extracting(EntryPlan::symbol)
                .allMatch(own::contains);
        assertThat(plan.constantSets())
                .extracting(ConstantSet::id)
                .isSorted()
                .allMatch(id -> id.matches("[a-z]\\w{0,60}"));
        assertThat(plan.structs())
                .extracting(StructPlan::javaName)
                .contains("Stat", "Timespec", "Statx", "StatxTimestamp", "Utimbuf");
    }

    @Test
    void openIsReachedByEightSymbolsOnThisLibc() throws Exception {
        CallPlan open =
                call(plan("Opens", "int open(@Path String path, @Flags(\"O_\") int flags, @Mode int mode);"), "open");
        assertThat(symbols(open)).startsWith("open").contains("__open_2", "__open64_2", "open64", "__open", "__open64");
        assertThat(symbols(open).subList(1, symbols(open).size())).isSorted();
        assertThat(open.header()).isEqualTo("fcntl.h");
        assertThat(open.tail())
                .isEqualTo(new CallPlan.ConditionalTail("(flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE"));
        assertThat(entry(open, "open").variadic()).isTrue();
        assertThat(entry(open, "open").declared()).isEqualTo("open");
        assertThat(entry(open, "open64").declared()).isEqualTo("open64");
        assertThat(entry(open, "__open_2").variadic()).isFalse();
        assertThat(entry(open, "__open_2").declared()).isNull();
        assertThat(arguments(entry(open, "__open_2"))).containsExactly("const char *path", "int flags");
        assertThat(entry(open, "__open_2").why()).contains("_FORTIFY_SOURCE");
    }

    @Test
    void anOldVersionWithCodeOfItsOwnIsASymbolOfItsOwn() throws Exception {
        ShimPlan plan = plan(
                "Versions",
                "Pointer realpath(@Path String name, Pointer resolved);",
                "int sched_setaffinity(int pid, long size, Pointer set);",
                "int totalorder(Pointer x, Pointer y);",
                "void quick_exit(int status);");
        assertThat(call(plan, "realpath").entries())
                .extracting(EntryPlan::exported)
                .containsExactly("realpath@@GLIBC_2.3", "realpath@GLIBC_2.2.5", "__realpath_chk");
        EntryPlan old = call(plan, "realpath").entries().get(1);
        assertThat(old.id()).isEqualTo("realpath_GLIBC_2_2_5");
        assertThat(old.declared()).isEqualTo("realpath");
        assertThat(old.why()).isEqualTo("for programs that were linked to realpath@GLIBC_2.2.5, which is other code");
        // Before glibc 2.3.4 there was no size; without knowing that, the set's address would be taken for it.
        EntryPlan without = call(plan, "sched_setaffinity").entries().get(1);
        assertThat(without.exported()).isEqualTo("sched_setaffinity@GLIBC_2.3.3");
        assertThat(arguments(without)).containsExactly("pid_t pid", "const cpu_set_t *set");
        assertThat(without.declared()).isNull();
        // Before glibc 2.31 the numbers themselves, which travel in other registers.
        EntryPlan numbers = call(plan, "totalorder").entries().get(1);
        assertThat(arguments(numbers)).containsExactly("double number (own)", "double other (own)");
        assertThat(plan.versions())
                .startsWith("GLIBC_2.2.5", "GLIBC_2.3", "GLIBC_2.3.3", "GLIBC_2.3.4", "GLIBC_2.10", "GLIBC_2.24");
    }

    @Test
    void aSpecOfNamesWithOneCodeDefinesNoVersion() throws Exception {
        ShimPlan plan = plan(
                "NoVersions",
                "int access(@Path String name, int type);",
                "int pthread_join(long thread, Pointer result);");
        assertThat(plan.versions()).isEmpty();
        assertThat(call(plan, "pthread_join").entries())
                .extracting(EntryPlan::exported)
                .containsExactly("pthread_join");
    }

    @Test
    void statIsReachedByOldAndNewSymbols() throws Exception {
        ShimPlan plan = plan("Stats", "int stat(@Path String name, @Out(show = {\"st_mode\", \"st_size\"}) Stat buf);");
        CallPlan stat = call(plan, "stat");
        assertThat(symbols(stat)).containsExactly("stat", "__xstat", "__xstat64", "stat64");
        assertThat(arguments(entry(stat, "__xstat64")))
                .containsExactly("int ver (own)", "const char *name", "struct stat64 *buf");
        assertThat(arguments(entry(stat, "stat64")))
                .containsExactly("const char *restrict name", "struct stat64 *restrict buf");
        assertThat(stat.parameters())
                .extracting(ParameterPlan::meaning)
                .containsExactly(
                        new Meaning.Path(),
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
                                new Meaning.One()));
        assertThat(plan.structs())
                .extracting(s -> s.javaName() + " " + s.fact().type())
                .containsExactly("Stat struct stat", "Timespec struct timespec");
    }

    @Test
    void whatTheSpecNamesItselfIsNobodysAlias() throws Exception {
        String stat = "int stat(@Path String name, @Out Struct buf);";
        String stat64 = "int stat64(@Path String name, @Out Struct buf);";
        ShimPlan both = plan("Both", stat, stat64);
        assertThat(symbols(call(both, "stat"))).containsExactly("stat", "__xstat");
        assertThat(symbols(call(both, "stat64"))).containsExactly("stat64", "__xstat64");
        ShimPlan large = plan("Large", stat64);
        assertThat(symbols(call(large, "stat64"))).containsExactly("stat64", "__xstat64");
        assertThat(large.structs())
                .extracting(StructPlan::javaName)
                .contains("Stat64")
                .doesNotContain("Stat");
    }

    @Test
    void aSymbolThatTwoCallsLeadToIsExportedOnce() throws Exception {
        ShimPlan plan = plan("Jumps", "void longjmp(Pointer env, int val);", "void siglongjmp(Pointer env, int val);");
        assertThat(symbols(call(plan, "longjmp"))).contains("__longjmp_chk");
        assertThat(symbols(call(plan, "siglongjmp"))).doesNotContain("__longjmp_chk");
        assertThat(call(plan, "longjmp").noReturn()).isTrue();
    }

    @Test
    void functionsOfTheSameCodeButAnotherNameStayApart() throws Exception {
        ShimPlan plan = plan("Orders", "int htonl(int hostlong);", "void _exit(int status);");
        assertThat(symbols(call(plan, "htonl"))).containsExactly("htonl");
        assertThat(symbols(call(plan, "_exit"))).containsExactly("_exit", "_Exit");
    }

    @Test
    void printfHandsItsArgumentsOnThroughItsTwins() throws Exception {
        ShimPlan plan = plan(
                "Prints",
                "int printf(@Text String format);",
                "int snprintf(Pointer s, long maxlen, @Text String format);",
                "int scanf(@Text String format);");
        CallPlan printf = call(plan, "printf");
        assertThat(printf.tail()).isEqualTo(new CallPlan.ListTail("vprintf"));
        assertThat(entry(printf, "printf").twin()).isEqualTo("vprintf");
        assertThat(entry(printf, "__printf_chk").twin()).isEqualTo("__vprintf_chk");
        assertThat(arguments(entry(printf, "__printf_chk"))).containsExactly("int flag (own)", "const char *format");
        CallPlan snprintf = call(plan, "snprintf");
        assertThat(arguments(entry(snprintf, "__snprintf_chk")))
                .containsExactly(
                        "char *s", "size_t maxlen", "int flag (own)", "size_t slen (own)", "const char *format");
        CallPlan scanf = call(plan, "scanf");
        assertThat(entry(scanf, "__isoc99_scanf").twin()).isEqualTo("__isoc99_vscanf");
        // Of the two, the header gives the name to the one of its newest standard; glibc 2.38 brought C23's.
        boolean c23 = Machine.platform().exports().has("__isoc23_scanf");
        assertThat(entry(scanf, c23 ? "__isoc23_scanf" : "__isoc99_scanf").declared())
                .isEqualTo("scanf");
    }

    @Test
    void wordsAndFailuresAndEndsAreKnown() throws Exception {
        ShimPlan plan = plan(
                "Ends",
                "int fcntl(@Fd int fd, int cmd, long arg);",
                "long syscall(long number, long a, long b, long c, long d, long e, long f);",
                "void exit(int status);",
                "int execve(@Path String path, Pointer argv, Pointer envp);",
                "Pointer fopen(@Path String path, @Text String mode);",
                "@Fails(Fails.When.ERROR_NUMBER) int pthread_join(long thread, Pointer result);",
                "int getuid();",
                "void sync();");
        assertThat(call(plan, "fcntl").tail())
                .isEqualTo(new CallPlan.WordTail(
                        List.of(new CType("long", "", CType.Carrier.INT64, null)),
                        List.of(new CallPlan.Taken(
                                0,
                                "cmd",
                                CallPlan.Taken.When.IS,
                                List.of(
                                        "F_GETFD",
                                        "F_GETFL",
                                        "F_GETOWN",
                                        "F_GETSIG",
                                        "F_GETLEASE",
                                        "F_GETPIPE_SZ",
                                        "F_GET_SEALS")))));
        assertThat(call(plan, "fcntl").parameters())
                .extracting(ParameterPlan::name)
                .containsExactly("fd", "cmd", "arg");
        assertThat(symbols(call(plan, "fcntl"))).contains("fcntl64");
        assertThat(call(plan, "syscall").parameters()).hasSize(7);
        assertThat(call(plan, "exit").noReturn()).isTrue();
        assertThat(call(plan, "execve").noReturn()).isFalse();
        assertThat(call(plan, "execve").execs()).isTrue();
        assertThat(call(plan, "fcntl").execs()).isFalse();
        assertThat(plan.calls())
                .extracting(c -> c.name() + " " + c.failure())
                .containsExactly(
                        "execve MINUS_ONE",
                        "exit NEVER",
                        "fcntl MINUS_ONE",
                        "fopen NULL",
                        "getuid NEVER",
                        "pthread_join ERROR_NUMBER",
                        "sync NEVER",
                        "syscall MINUS_ONE");
    }

    /** Seen to fail where only the result's type told: {@code NULL} and {@code MINUS_ONE}. */
    @Test
    void whatAGroupKnowsOfAFailureHoldsForAnAuthorsMethod() throws Exception {
        ShimPlan plan = plan(
                "Failing",
                "Pointer mmap(Pointer addr, long len, int prot, int flags, @Fd int fd, long offset);",
                "int posix_fadvise(@Fd int fd, long offset, long len, int advise);");
        assertThat(call(plan, "mmap").failure()).isEqualTo(CallPlan.Failure.MINUS_ONE);
        assertThat(call(plan, "posix_fadvise").failure()).isEqualTo(CallPlan.Failure.ERROR_NUMBER);
    }

    @Test
    void choicesHaveTheNameThatProgramsWrite() throws Exception {
        ShimPlan plan = plan(
                "Chosen",
                "int socket(@OneOf({\"AF_UNIX\", \"AF_NETLINK\", \"AF_\"}) int domain, int type, int protocol);",
                "int getrlimit(@OneOf(\"RLIMIT_\") int resource, @Out Struct rlim);");
        assertThat(plan.constantSets())
                .flatExtracting(PlannerTest::names)
                .contains("AF_UNIX", "AF_NETLINK", "AF_INET", "RLIMIT_NOFILE")
                .doesNotContain("AF_ROUTE", "AF_MAX", "RLIMIT_NLIMITS");
    }

    @Test
    void parametersKeepTheirNamesWhereCAllowsIt() throws Exception {
        ShimPlan plan = plan(
                "Names",
                "long lseek(int SEEK_END, long mode_t, int whence);",
                "int regexec(Pointer preg, @Text String string, long nmatch, Pointer stdin, int result);");
        assertThat(call(plan, "lseek").parameters())
                .extracting(p -> p.javaName() + " " + p.name())
                .containsExactly("SEEK_END SEEK_END_", "mode_t mode_t_", "whence whence");
        CallPlan regexec = call(plan, "regexec");
        assertThat(regexec.parameters()).extracting(ParameterPlan::name).contains("result_");
        // man 3 regexec: an array as long as the parameter before it says, and since glibc 2.35 the header says so,
        // too.
        LibcVersion libc = Machine.compiler().libcVersion().orElseThrow();
        String array =
                libc.isOlderThan(LibcVersion.glibc(2, 35)) ? "regmatch_t \\w+\\[]" : "regmatch_t \\w+\\[.*\\bnmatch]";
        assertThat(arguments(entry(regexec, "regexec"))).anyMatch(a -> a.matches(array));
    }

    /** Seen: fstatat(..., 0) of a spec with "AT_" was traced as AT_STATX_SYNC_AS_STAT, which is a name of statx's. */
    @Test
    void aNumberWithoutBitsHasANameWhereTheAuthorsWordIsCloseToIt() throws Exception {
        ShimPlan plan = plan(
                "Zeros",
                "int fstatat(@DirFd int fd, @Path String file, @Out Struct buf, @Flags(\"AT_\") int flag);",
                "int mprotect(Pointer address, long length, @Flags(\"PROT_\") int protection);",
                "int statx(@DirFd int fd, @Path String path, @Flags({\"AT_\", \"AT_STATX_SYNC_AS_STAT\"})"
                        + " int flags, int mask, Struct buf);");
        assertThat(names(set(plan, "flags_fstatat"))).doesNotContain("AT_STATX_SYNC_AS_STAT");
        assertThat(names(set(plan, "flags_mprotect"))).contains("PROT_NONE");
        assertThat(names(set(plan, "flags_statx"))).contains("AT_STATX_SYNC_AS_STAT", "AT_STATX_DONT_SYNC");
    }

    @Test
    void flagsArePrintedByTheirOwnNames() throws Exception {
        ShimPlan plan = plan(
                "Flagged",
                "int openat(@DirFd int fd, @Path String file, @Flags(\"O_\") int oflag, @Mode int mode);",
                "int fstatat(@DirFd int fd, @Path String file, @Out Struct buf, @Flags(\"AT_\") int flag);",
                "int access(@Path String name, @Flags({\"R_OK\", \"W_OK\", \"X_OK\", \"F_OK\"}) int type);",
                "int kill(int pid, @OneOf(\"SIG\") int sig);");
        assertThat(plan.constantSets())
                .extracting(ConstantSet::id)
                .containsExactly("choices_kill", "flags_access", "flags_fstatat", "flags_openat");
        List<String> o = names(plan.constantSets().get(3));
        assertThat(o)
                .contains("O_CREAT", "O_NONBLOCK", "O_CLOEXEC", "O_PATH", "O_WRONLY")
                .doesNotContain("O_ACCMODE", "O_NDELAY", "O_FSYNC", "O_RSYNC", "O_LARGEFILE")
                .startsWith("O_RDONLY", "O_WRONLY", "O_RDWR");
        assertThat(plan.constantSets().get(3).fields())
                .as("what the ready-made groups declare")
                .containsExactly(new ConstantSet.Field("O_ACCMODE", List.of("O_RDONLY", "O_WRONLY", "O_RDWR")));
        assertThat(o.indexOf("O_SYNC")).isLessThan(o.indexOf("O_DSYNC"));
        assertThat(o.indexOf("O_TMPFILE")).isLessThan(o.indexOf("O_DIRECTORY"));
        assertThat(names(plan.constantSets().get(2)))
                .contains("AT_SYMLINK_NOFOLLOW", "AT_EMPTY_PATH", "AT_STATX_FORCE_SYNC")
                .doesNotContain("AT_FDCWD", "AT_PHDR", "AT_NULL", "AT_STATX_SYNC_TYPE", "AT_STATX_SYNC_AS_STAT");
        assertThat(names(plan.constantSets().get(1))).containsExactly("R_OK", "W_OK", "X_OK", "F_OK");
        assertThat(names(plan.constantSets().get(0)))
                .contains("SIGHUP", "SIGABRT", "SIGCHLD")
                .doesNotContain("SIG_UNBLOCK", "SIGIOT", "SIGCLD");
        assertThat(plan.constants())
                .extracting(NamedConstant::name)
                .isSorted()
                .contains("O_ACCMODE", "O_NDELAY", "AT_FDCWD", "S_IRUSR", "O_CREAT")
                .doesNotContain("AT_PHDR");
    }

    @Test
    void bitsThatHoldOneValueAreAField() throws Exception {
        ShimPlan plan = plan(
                "Fielded",
                "int socket(int domain, @Flags(value = \"SOCK_CLOEXEC\", fields = @Flags.Field(mask = \"0xf\", values ="
                        + " {\"SOCK_STREAM\", \"SOCK_DGRAM\"})) int type, int protocol);",
                "int open(@Path String path, @Flags({\"O_RDWR\", \"O_CLOEXEC\"}) int flags, @Mode int mode);");
        ConstantSet open = plan.constantSets().get(0);
        assertThat(open.id()).isEqualTo("flags_open");
        assertThat(names(open)).as("only what the author names").containsExactly("O_RDWR", "O_CLOEXEC");
        assertThat(open.fields()).containsExactly(new ConstantSet.Field("O_ACCMODE", List.of("O_RDWR")));
        ConstantSet socket = plan.constantSets().get(1);
        assertThat(names(socket)).containsExactly("SOCK_STREAM", "SOCK_DGRAM", "SOCK_CLOEXEC");
        assertThat(socket.fields()).containsExactly(new ConstantSet.Field("0xf", List.of("SOCK_STREAM", "SOCK_DGRAM")));
    }

    @Test
    void fieldsOfStructsHaveNamesToo() throws Exception {
        ShimPlan plan = plan(
                "Structs",
                "int epoll_ctl(@Fd int epfd, int op, @Fd int fd, @In(show = \"events\") EpollEvent event);",
                "int tcsetattr(@Fd int fd, int when, @In(show = {\"c_cflag\", \"c_line\"}) Termios t);");
        assertThat(call(plan, "tcsetattr").parameters().get(2).meaning())
                .isEqualTo(new Meaning.StructPointer(
                        "struct termios",
                        false,
                        new StructView(
                                "struct termios",
                                List.of(
                                        new StructView.Field(
                                                "struct termios",
                                                "c_cflag",
                                                StructView.Style.FLAGS,
                                                "flags_termios_c_cflag",
                                                null,
                                                ""),
                                        new StructView.Field("struct termios", "c_line", StructView.Style.UNSIGNED))),
                        new Meaning.One()));
        assertThat(plan.constantSets())
                .extracting(ConstantSet::id)
                .containsExactly("flags_epoll_event_events", "flags_termios_c_cflag");
        assertThat(names(plan.constantSets().get(0))).contains("EPOLLIN", "EPOLLET");
        // Since glibc 2.42 B9600 is 9600, and no longer bits of c_cflag.
        boolean plainSpeeds = !Machine.compiler().libcVersion().orElseThrow().isOlderThan(LibcVersion.glibc(2, 42));
        assertThat(plan.constantSets().get(1).fields())
                .extracting(ConstantSet.Field::mask)
                .isEqualTo(plainSpeeds ? List.of("CSIZE") : List.of("CBAUD", "CSIZE"));
    }

    @Test
    void constantsBringTheirHeaderAlong() throws Exception {
        // unistd.h declares faccessat; man 2 access has fcntl.h for the constants.
        ShimPlan plan =
                plan("Brings", "int faccessat(@DirFd int fd, @Path String file, int type, @Flags(\"AT_\") int flag);");
        assertThat(plan.headers()).containsExactly("fcntl.h", "unistd.h");
        assertThat(names(plan.constantSets().get(0)))
                .contains("AT_SYMLINK_NOFOLLOW")
                .doesNotContain("AT_PHDR");
    }

    @Test
    void headersOfTheAuthorStandWithTheOthersInAnOrderThatParses() throws Exception {
        ShimSpec spec = Machine.spec(
                "Ordered",
                "@Shim(value = \"ordered\", headers = {\"linux/if.h\", \"linux/in6.h\", \"linux/errqueue.h\"})",
                "",
                "int if_nametoindex(@Text String ifname);",
                "int bind(@Fd int fd, Pointer addr, int len);");
        ShimPlan plan = Machine.plan(spec);
        assertThat(plan.headers())
                .contains("linux/if.h", "linux/in6.h", "linux/errqueue.h", "net/if.h", "sys/socket.h");
        assertThat(plan.headers().indexOf("net/if.h")).isLessThan(plan.headers().indexOf("linux/if.h"));
        assertThat(arguments(call(plan, "bind").entries().get(0)))
                .containsExactly("int fd", "const struct sockaddr *addr", "socklen_t len");
    }

    @Test
    void oneNameOfTwoFunctions() throws Exception {
        String basename = "Pointer basename(@Text String filename);";
        CallPlan alone = call(plan("Alone", basename), "basename");
        assertThat(symbols(alone)).containsExactly("basename", "__xpg_basename");
        assertThat(entry(alone, "basename").declared()).isEqualTo("basename");
        // <libgen.h> defines basename as a macro (TRAPS 51): the C name then proves nothing about the symbol.
        CallPlan beside = call(plan("Beside", basename, "Pointer dirname(Pointer path);"), "basename");
        assertThat(entry(beside, "basename").declared()).isNull();
        assertThat(entry(beside, "__xpg_basename").declared()).isEqualTo("__xpg_basename");
    }

    /** TRAPS 51: two functions, and no sibling of each other, for their results have different types. */
    @Test
    void theTwoFunctionsThatAreCalledStrerrorR() throws Exception {
        ShimPlan plan = plan(
                "Texts",
                "Pointer strerror_r(int errnum, Pointer buf, long buflen);",
                "int __xpg_strerror_r(int errnum, Pointer buf, long buflen);");
        assertThat(symbols(call(plan, "strerror_r"))).contains("strerror_r").doesNotContain("__xpg_strerror_r");
        assertThat(symbols(call(plan, "__xpg_strerror_r"))).containsExactly("__xpg_strerror_r");
        assertThat(call(plan, "__xpg_strerror_r").result().spelling()).isEqualTo("int");
        assertThat(entry(call(plan, "__xpg_strerror_r"), "__xpg_strerror_r").declared())
                .isNull();
    }

    /** glibc's headers do not declare _Float128 for clang; the plan is the same, with a warning. */
    @Test
    void theSamePlanWithEitherCompiler() throws Exception {
        ShimSpec spec = Machine.spec(
                "Binary",
                "@Shim(\"binary\")",
                "",
                "@Wrap(prototype = \"_Float128 acosf128(_Float128 x)\", header = \"math.h\")",
                "Opaque acosf128(Opaque x);",
                "@Wrap(prototype = \"_Float128 sqrtf128(_Float128 x)\", header = \"math.h\")",
                "Opaque sqrtf128(Opaque x);",
                "double sqrt(double x);");
        ShimPlan gcc = Machine.plan(spec);
        assertThat(call(gcc, "sqrtf128").condition()).isEqualTo("__HAVE_FLOAT128");
        assertThat(call(gcc, "sqrt").condition()).isNull();
        CCompiler clang;
        try {
            clang = new CCompilerLocator(System.getenv(), Duration.ofSeconds(60)).locate("clang");
        } catch (GenerationException e) {
            abort("SKIPPED: no clang on this machine: " + e.getMessage());
            return;
        }
        Diagnostics diagnostics = new Diagnostics();
        ShimPlan other = new Planner(clang, new Behaviours(List.of())).plan(spec, Machine.catalogue(), diagnostics);
        assertThat(other.calls()).isEqualTo(gcc.calls());
        if (!diagnostics.all().isEmpty()) {
            assertThat(Machine.text(diagnostics.all())).contains("warning: [SG0211]", "clang", "acosf128, ");
            assertThat(diagnostics.all()).hasSize(1);
        }
    }

    @Test
    void structsByValueAndPointersOfUnknownThings() throws Exception {
        ShimPlan plan = plan(
                "Values",
                "DivT div(int numer, int denom);",
                "Struct readdir(Pointer dirp);",
                "java.lang.foreign.MemorySegment malloc(long size);",
                "int clock_gettime(int clockid, Pointer tp);",
                "double sin(double x);",
                "float sinf(float x);",
                "int vprintf(@Text String format, Pointer arg);");
        assertThat(plan.structs()).extracting(StructPlan::javaName).containsExactly("DivT", "Dirent");
        assertThat(call(plan, "vprintf").parameters().get(1).meaning()).isEqualTo(new Meaning.Opaque());
        assertThat(call(plan, "sinf").parameters().get(0).meaning()).isEqualTo(new Meaning.FloatingNumber());
        assertThat(call(plan, "malloc").parameters().get(0).meaning()).isEqualTo(new Meaning.WholeNumber(true));
        assertThat(call(plan, "clock_gettime").parameters().get(0).meaning()).isEqualTo(new Meaning.WholeNumber(false));
        assertThat(call(plan, "clock_gettime").parameters().get(1).meaning()).isEqualTo(new Meaning.Address());
    }

    @Test
    void aPlanIsTheSameEveryTime() throws Exception {
        ShimSpec spec = Machine.spec("Again", "@Shim(\"again\")", "FileOpen, FileStatus");
        assertThat(Machine.plan(spec)).isEqualTo(Machine.plan(spec));
    }

    /** Without the behaviour's jar the same spec is an error: {@code fixtures/resolve/unknown-marks}. */
    @Test
    void anAnnotationOfAnAuthorsOwnIsKnownByItsBehaviour() throws Exception {
        Behaviour<?> own = new Toy() {
            @Override
            public String annotation() {
                return "example.Marks.Noted";
            }
        };
        ShimSpec spec = Machine.spec(
                "Marks",
                "@Shim(\"marks\")",
                "",
                "@dev.shimgen.spec.Behaviour @interface Noted {}",
                "int dup(@Noted int fd);");
        assertThat(call(Machine.plan(spec, new Diagnostics(), own), "dup").behaviours())
                .hasSize(1);
    }

    /** Asked for by {@code @ClearFlags}, and says what it was told. */
    private static class Toy implements Behaviour<Toy.Plan> {

        record Plan(String id, String method, CallPlan.Failure failure, boolean noReturn) implements BehaviourPlan {}

        @Override
        public String id() {
            return "toy";
        }

        @Override
        public Class<Plan> planType() {
            return Plan.class;
        }

        @Override
        public String annotation() {
            return "dev.shimgen.spec.ClearFlags";
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public @Nullable Plan plan(BehaviourRequest request, Diagnostics diagnostics) {
            return request.parameterAnnotations(annotation()).findAny().isEmpty()
                    ? null
                    : new Plan(id(), request.function().name(), request.failure(), request.noReturn());
        }

        @Override
        public Map<String, Object> view(Plan plan, CallPlan call, EntryPlan entry) {
            return Map.of();
        }
    }

    @Test
    void behavioursPlanWhatTheyAreAskedFor() throws Exception {
        ShimSpec spec = Machine.spec(
                "Toys",
                "@Shim(\"toys\")",
                "",
                "int open(@Path String path, @ClearFlags(\"O_SYNC\") @Flags(\"O_\") int flags, int mode);",
                "int close(@Fd int fd);");
        ShimPlan plan = Machine.plan(spec, new Diagnostics(), new Toy());
        assertThat(call(plan, "open").behaviours())
                .containsExactly(new Toy.Plan("toy", "open", CallPlan.Failure.MINUS_ONE, false));
        assertThat(call(plan, "close").behaviours()).isEmpty();
    }
}

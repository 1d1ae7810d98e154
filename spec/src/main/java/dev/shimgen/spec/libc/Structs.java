package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Cases;
import dev.shimgen.spec.Fields;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shown;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;
import dev.shimgen.spec.When;

/**
 * What traces show of the structs of libc, for all ready-made groups and for methods of authors' own. Structs that a libc does not
 * have, and fields that one has not, are left out there.
 */
public final class Structs {

    private Structs() {}

    /** {@code timespec(3type)}. */
    @Fields("struct timespec")
    public interface Timespec {
        long tv_sec();

        long tv_nsec();
    }

    /** {@code timeval(3type)}. */
    @Fields("struct timeval")
    public interface Timeval {
        long tv_sec();

        long tv_usec();
    }

    /** {@code timerfd_settime(2)}. */
    @Fields("struct itimerspec")
    public interface Itimerspec {
        Struct it_interval();

        Struct it_value();
    }

    /** {@code setitimer(2)}. */
    @Fields("struct itimerval")
    public interface Itimerval {
        Struct it_interval();

        Struct it_value();
    }

    /** {@code utime(2)}. */
    @Fields("struct utimbuf")
    public interface Utimbuf {
        long actime();

        long modtime();
    }

    /** {@code sigset_t(3type)}. */
    @Fields("sigset_t")
    @Shown(Shown.As.SIGNALS)
    public interface SignalSet {}

    /** {@code siginfo_t(3type)}, {@code sigaction(2)}. */
    @Fields("siginfo_t")
    public interface Siginfo {
        @OneOf({
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS"
        })
        int si_signo();

        @OneOf({"SI_USER", "SI_KERNEL", "SI_QUEUE", "SI_TIMER", "SI_MESGQ", "SI_ASYNCIO", "SI_SIGIO", "SI_TKILL"})
        int si_code();

        int si_pid();

        int si_uid();
    }

    /** A child's end. */
    @Fields(value = "siginfo_t", when = "SIGCHLD")
    public interface ChildSiginfo extends Siginfo {
        @OneOf({"CLD_", "SI_USER", "SI_QUEUE", "SI_TKILL"})
        @Override
        int si_code();

        int si_status();
    }

    /** A fault. */
    @Fields(
            value = "siginfo_t",
            when = {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"})
    public interface FaultSiginfo extends Siginfo {
        Pointer si_addr();
    }

    /** {@code sigaction(2)}. */
    @Fields("struct sigaction")
    public interface Sigaction {
        Pointer sa_handler();

        Struct sa_mask();

        int sa_flags();
    }

    /** {@code sigaltstack(2)}. */
    @Fields("stack_t")
    public interface SignalStack {
        Pointer ss_sp();

        @OneOf({"SS_ONSTACK", "SS_DISABLE"})
        int ss_flags();

        long ss_size();
    }

    /** {@code sockaddr(3type)}. */
    @Fields("struct sockaddr")
    public interface Sockaddr {
        @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"})
        int sa_family();
    }

    /** {@code ip(7)}. */
    @Fields(value = "struct sockaddr_in", when = "AF_INET")
    public interface SockaddrIn extends Sockaddr {
        @Shown(Shown.As.PORT)
        int sin_port();

        Struct sin_addr();
    }

    /** {@code ipv6(7)}. */
    @Fields(value = "struct sockaddr_in6", when = "AF_INET6")
    public interface SockaddrIn6 extends Sockaddr {
        @Shown(Shown.As.PORT)
        int sin6_port();

        int sin6_flowinfo();

        Struct sin6_addr();

        int sin6_scope_id();
    }

    /** {@code unix(7)}. */
    @Fields(value = "struct sockaddr_un", when = "AF_UNIX")
    public interface SockaddrUn extends Sockaddr {
        @Shown(Shown.As.SOCKET_NAME)
        Pointer sun_path();
    }

    /** {@code ip(7)}: the address alone. */
    @Fields("struct in_addr")
    @Shown(Shown.As.IPV4)
    public interface InAddr {}

    /** {@code ipv6(7)}: the address alone. */
    @Fields("struct in6_addr")
    @Shown(Shown.As.IPV6)
    public interface In6Addr {}

    /** {@code addrinfo} of {@code getaddrinfo(3)}. */
    @Fields("struct addrinfo")
    public interface Addrinfo {
        int ai_flags();

        int ai_family();

        int ai_socktype();

        int ai_protocol();

        @In(size = "ai_addrlen")
        Struct ai_addr();

        @Text
        Pointer ai_canonname();
    }

    /** {@code readv(2)}. */
    @Fields("struct iovec")
    public interface Iovec {
        @Buffer(length = "iov_len")
        Pointer iov_base();

        long iov_len();
    }

    /** {@code recvmsg(2)}. */
    @Fields("struct msghdr")
    public interface Msghdr {
        @In(type = "struct sockaddr", size = "msg_namelen")
        Struct msg_name();

        int msg_namelen();

        @In(count = "msg_iovlen")
        Struct msg_iov();

        long msg_iovlen();

        @Buffer(length = "msg_controllen")
        @Shown(Shown.As.CONTROL)
        Pointer msg_control();

        long msg_controllen();

        int msg_flags();
    }

    /** {@code sendmmsg(2)}. */
    @Fields("struct mmsghdr")
    public interface Mmsghdr {
        Struct msg_hdr();

        int msg_len();
    }

    /** {@code fcntl_locking(2)}. */
    @Fields("struct flock")
    public interface Flock {
        int l_type();

        int l_whence();

        long l_start();

        long l_len();

        int l_pid();
    }

    /** {@code fcntl(2)}, where a file's size is narrower than files may be. */
    @Fields("struct flock64")
    public interface Flock64 {
        @OneOf({"F_RDLCK", "F_WRLCK", "F_UNLCK"})
        int l_type();

        @OneOf("SEEK_")
        int l_whence();

        long l_start();

        long l_len();

        int l_pid();
    }

    /** {@code fcntl(2)}. */
    @Fields("struct f_owner_ex")
    public interface Owner {
        @OneOf({"F_OWNER_TID", "F_OWNER_PID", "F_OWNER_PGRP"})
        int type();

        int pid();
    }

    /** {@code epoll_event(3type)}. */
    @Fields("struct epoll_event")
    public interface EpollEvent {
        int events();

        @Shown(field = "data.u64")
        long data();
    }

    /** {@code poll(2)}. */
    @Fields("struct pollfd")
    public interface Pollfd {
        int fd();

        int events();

        int revents();
    }

    /** {@code getrlimit(2)}. */
    @Fields("struct rlimit")
    public interface Rlimit {
        @OneOf("RLIM_INFINITY")
        long rlim_cur();

        @OneOf("RLIM_INFINITY")
        long rlim_max();
    }

    /** {@code getrusage(2)}. */
    @Fields("struct rusage")
    public interface Rusage {
        Struct ru_utime();

        Struct ru_stime();

        long ru_maxrss();
    }

    /** {@code times(2)}. */
    @Fields("struct tms")
    public interface Tms {
        long tms_utime();

        long tms_stime();

        long tms_cutime();

        long tms_cstime();
    }

    /** {@code socket(7)}, {@code SO_LINGER}. */
    @Fields("struct linger")
    public interface Linger {
        int l_onoff();

        int l_linger();
    }

    /** {@code unix(7)}, {@code SO_PEERCRED}. */
    @Fields("struct ucred")
    public interface Ucred {
        int pid();

        int uid();

        int gid();
    }

    /** {@code sched_setscheduler(2)}. */
    @Fields("struct sched_param")
    public interface SchedParam {
        int sched_priority();
    }

    /** {@code tm(3type)}. */
    @Fields("struct tm")
    public interface Tm {
        int tm_year();

        int tm_mon();

        int tm_mday();

        int tm_hour();

        int tm_min();

        int tm_sec();
    }

    /** {@code readdir(3)}. */
    @Fields(value = "struct dirent", size = "d_reclen")
    public interface Dirent {
        long d_ino();

        @OneOf({"DT_UNKNOWN", "DT_FIFO", "DT_CHR", "DT_DIR", "DT_BLK", "DT_REG", "DT_LNK", "DT_SOCK"})
        int d_type();

        @Text
        Pointer d_name();
    }

    /** {@code getpwnam(3)}. */
    @Fields("struct passwd")
    public interface Passwd {
        @Text
        Pointer pw_name();

        int pw_uid();

        int pw_gid();

        @Path
        Pointer pw_dir();

        @Path
        Pointer pw_shell();
    }

    /** {@code getgrnam(3)}. */
    @Fields("struct group")
    public interface Group {
        @Text
        Pointer gr_name();

        int gr_gid();
    }

    /** {@code uname(2)}. */
    @Fields("struct utsname")
    public interface Utsname {
        @Text
        Pointer sysname();

        @Text
        Pointer nodename();

        @Text
        Pointer release();

        @Text
        Pointer version();

        @Text
        Pointer machine();
    }

    /** {@code stat(2)}, as far as everybody wants to know. */
    @Fields("struct stat")
    public interface Stat {
        @Mode
        int st_mode();

        long st_size();
    }

    /** {@code fcntl(2)}: what the third argument is. */
    @Cases(function = "fcntl", parameter = "arg", by = "cmd")
    public interface FcntlArgument {
        @When("F_SETFD")
        void descriptorFlags(@Flags("FD_CLOEXEC") int arg);

        @When("F_SETFL")
        void statusFlags(@Flags("O_") int arg);

        @When({"F_SETLK", "F_SETLKW", "F_OFD_SETLK", "F_OFD_SETLKW"})
        void lock(@In(type = "struct flock") Pointer arg);

        @When({"F_GETLK", "F_OFD_GETLK"})
        void lockInTheWay(@Out(type = "struct flock") Pointer arg);

        @When({"F_SETLK64", "F_SETLKW64"})
        void wideLock(@In(type = "struct flock64") Pointer arg);

        @When("F_GETLK64")
        void wideLockInTheWay(@Out(type = "struct flock64") Pointer arg);

        @When({"F_SETOWN_EX"})
        void owner(@In(type = "struct f_owner_ex") Pointer arg);

        @When({"F_GETOWN_EX"})
        void ownerIs(@Out(type = "struct f_owner_ex") Pointer arg);

        @When("F_SETLEASE")
        void lease(@OneOf({"F_RDLCK", "F_WRLCK", "F_UNLCK"}) int arg);

        @When("F_NOTIFY")
        void notify(@Flags("DN_") int arg);

        @When("F_ADD_SEALS")
        void seals(@Flags("F_SEAL_") int arg);
    }

    /** {@code socket(7)}, {@code tcp(7)}, {@code ip(7)}, {@code ipv6(7)}: what an option is. */
    @Cases(
            function = "getsockopt",
            parameter = "optval",
            by = {"level", "optname"})
    public interface SocketOption {
        @When({
            "SOL_SOCKET",
            "SO_ACCEPTCONN",
            "SO_BROADCAST",
            "SO_DEBUG",
            "SO_DONTROUTE",
            "SO_INCOMING_CPU",
            "SO_KEEPALIVE",
            "SO_MARK",
            "SO_OOBINLINE",
            "SO_PASSCRED",
            "SO_PEEK_OFF",
            "SO_PRIORITY",
            "SO_PROTOCOL",
            "SO_RCVBUF",
            "SO_RCVLOWAT",
            "SO_REUSEADDR",
            "SO_REUSEPORT",
            "SO_SNDBUF",
            "SO_SNDLOWAT",
            "SO_TIMESTAMP"
        })
        void number(@Out(type = "int") Pointer optval);

        @When({"SOL_SOCKET", "SO_ERROR"})
        void error(@Out(type = "int") Pointer optval);

        @When({"SOL_SOCKET", "SO_TYPE"})
        void type(
                @Out(type = "int") @OneOf({"SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"})
                        Pointer optval);

        @When({"SOL_SOCKET", "SO_DOMAIN"})
        void domain(@Out(type = "int") @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) Pointer optval);

        @When({"SOL_SOCKET", "SO_LINGER"})
        void linger(@Out(type = "struct linger", size = "optlen") Pointer optval);

        @When({"SOL_SOCKET", "SO_PEERCRED"})
        void peer(@Out(type = "struct ucred", size = "optlen") Pointer optval);

        @When({"SOL_SOCKET", "SO_RCVTIMEO", "SO_SNDTIMEO"})
        void timeout(@Out(type = "struct timeval", size = "optlen") Pointer optval);

        @When({
            "IPPROTO_TCP",
            "TCP_NODELAY",
            "TCP_MAXSEG",
            "TCP_CORK",
            "TCP_KEEPIDLE",
            "TCP_KEEPINTVL",
            "TCP_KEEPCNT",
            "TCP_SYNCNT",
            "TCP_LINGER2",
            "TCP_DEFER_ACCEPT",
            "TCP_WINDOW_CLAMP",
            "TCP_QUICKACK",
            "TCP_USER_TIMEOUT",
            "TCP_FASTOPEN"
        })
        void tcp(@Out(type = "int") Pointer optval);

        @When({"IPPROTO_IP", "IP_TOS", "IP_TTL", "IP_RECVERR", "IP_PKTINFO", "IP_MTU_DISCOVER", "IP_MTU"})
        void ip(@Out(type = "int") Pointer optval);

        @When({"IPPROTO_IPV6", "IPV6_V6ONLY", "IPV6_RECVERR", "IPV6_UNICAST_HOPS", "IPV6_MTU"})
        void ipv6(@Out(type = "int") Pointer optval);
    }

    /** The same, to be set. */
    @Cases(
            function = "setsockopt",
            parameter = "optval",
            by = {"level", "optname"})
    public interface NewSocketOption {
        @When({
            "SOL_SOCKET",
            "SO_BROADCAST",
            "SO_DEBUG",
            "SO_DONTROUTE",
            "SO_INCOMING_CPU",
            "SO_KEEPALIVE",
            "SO_MARK",
            "SO_OOBINLINE",
            "SO_PASSCRED",
            "SO_PEEK_OFF",
            "SO_PRIORITY",
            "SO_RCVBUF",
            "SO_RCVBUFFORCE",
            "SO_RCVLOWAT",
            "SO_REUSEADDR",
            "SO_REUSEPORT",
            "SO_SNDBUF",
            "SO_SNDBUFFORCE",
            "SO_TIMESTAMP"
        })
        void number(@In(type = "int") Pointer optval);

        @When({"SOL_SOCKET", "SO_LINGER"})
        void linger(@In(type = "struct linger", size = "optlen") Pointer optval);

        @When({"SOL_SOCKET", "SO_RCVTIMEO", "SO_SNDTIMEO"})
        void timeout(@In(type = "struct timeval", size = "optlen") Pointer optval);

        @When({
            "IPPROTO_TCP",
            "TCP_NODELAY",
            "TCP_MAXSEG",
            "TCP_CORK",
            "TCP_KEEPIDLE",
            "TCP_KEEPINTVL",
            "TCP_KEEPCNT",
            "TCP_SYNCNT",
            "TCP_LINGER2",
            "TCP_DEFER_ACCEPT",
            "TCP_WINDOW_CLAMP",
            "TCP_QUICKACK",
            "TCP_USER_TIMEOUT",
            "TCP_FASTOPEN",
            "TCP_FASTOPEN_CONNECT"
        })
        void tcp(@In(type = "int") Pointer optval);

        @When({"IPPROTO_IP", "IP_TOS", "IP_TTL", "IP_RECVERR", "IP_PKTINFO", "IP_MTU_DISCOVER"})
        void ip(@In(type = "int") Pointer optval);

        @When({"IPPROTO_IPV6", "IPV6_V6ONLY", "IPV6_RECVERR", "IPV6_UNICAST_HOPS"})
        void ipv6(@In(type = "int") Pointer optval);
    }

    /** The name of an option. */
    @Cases(
            function = {"getsockopt", "setsockopt"},
            parameter = "optname",
            by = "level")
    public interface OptionName {
        @When("SOL_SOCKET")
        void socket(
                @OneOf({
                            "SO_ACCEPTCONN",
                            "SO_BINDTODEVICE",
                            "SO_BROADCAST",
                            "SO_BUSY_POLL",
                            "SO_DEBUG",
                            "SO_DOMAIN",
                            "SO_DONTROUTE",
                            "SO_ERROR",
                            "SO_INCOMING_CPU",
                            "SO_KEEPALIVE",
                            "SO_LINGER",
                            "SO_MARK",
                            "SO_OOBINLINE",
                            "SO_PASSCRED",
                            "SO_PASSSEC",
                            "SO_PEEK_OFF",
                            "SO_PEERCRED",
                            "SO_PEERSEC",
                            "SO_PRIORITY",
                            "SO_PROTOCOL",
                            "SO_RCVBUF",
                            "SO_RCVBUFFORCE",
                            "SO_RCVLOWAT",
                            "SO_RCVTIMEO",
                            "SO_REUSEADDR",
                            "SO_REUSEPORT",
                            "SO_RXQ_OVFL",
                            "SO_SELECT_ERR_QUEUE",
                            "SO_SNDBUF",
                            "SO_SNDBUFFORCE",
                            "SO_SNDLOWAT",
                            "SO_SNDTIMEO",
                            "SO_TIMESTAMP",
                            "SO_TIMESTAMPNS",
                            "SO_TIMESTAMPING",
                            "SO_TYPE",
                            "SO_ATTACH_FILTER",
                            "SO_DETACH_FILTER",
                            "SO_ZEROCOPY"
                        })
                        int optname);

        @When("IPPROTO_TCP")
        void tcp(
                @OneOf({
                            "TCP_NODELAY",
                            "TCP_MAXSEG",
                            "TCP_CORK",
                            "TCP_KEEPIDLE",
                            "TCP_KEEPINTVL",
                            "TCP_KEEPCNT",
                            "TCP_SYNCNT",
                            "TCP_LINGER2",
                            "TCP_DEFER_ACCEPT",
                            "TCP_WINDOW_CLAMP",
                            "TCP_INFO",
                            "TCP_QUICKACK",
                            "TCP_CONGESTION",
                            "TCP_USER_TIMEOUT",
                            "TCP_FASTOPEN",
                            "TCP_FASTOPEN_CONNECT"
                        })
                        int optname);

        @When("IPPROTO_IP")
        void ip(
                @OneOf({
                            "IP_TOS",
                            "IP_TTL",
                            "IP_HDRINCL",
                            "IP_OPTIONS",
                            "IP_RECVOPTS",
                            "IP_PKTINFO",
                            "IP_MTU_DISCOVER",
                            "IP_RECVERR",
                            "IP_RECVTTL",
                            "IP_RECVTOS",
                            "IP_MTU",
                            "IP_FREEBIND",
                            "IP_TRANSPARENT",
                            "IP_MULTICAST_IF",
                            "IP_MULTICAST_TTL",
                            "IP_MULTICAST_LOOP",
                            "IP_ADD_MEMBERSHIP",
                            "IP_DROP_MEMBERSHIP",
                            "IP_BIND_ADDRESS_NO_PORT"
                        })
                        int optname);

        @When("IPPROTO_IPV6")
        void ipv6(
                @OneOf({
                            "IPV6_V6ONLY",
                            "IPV6_RECVPKTINFO",
                            "IPV6_PKTINFO",
                            "IPV6_RECVERR",
                            "IPV6_UNICAST_HOPS",
                            "IPV6_MULTICAST_IF",
                            "IPV6_MULTICAST_HOPS",
                            "IPV6_MULTICAST_LOOP",
                            "IPV6_ADD_MEMBERSHIP",
                            "IPV6_DROP_MEMBERSHIP",
                            "IPV6_MTU",
                            "IPV6_MTU_DISCOVER",
                            "IPV6_TCLASS",
                            "IPV6_RECVTCLASS",
                            "IPV6_HOPLIMIT"
                        })
                        int optname);
    }

    /** {@code epoll_ctl(2)}: the kernel looks at no event to take a descriptor out. */
    @Cases(function = "epoll_ctl", parameter = "event", by = "op")
    public interface EpollArgument {
        @When("EPOLL_CTL_DEL")
        void ignored(Pointer event);
    }

    /** {@code prctl(2)}. */
    @Cases(function = "prctl", parameter = "arg2", by = "option")
    public interface PrctlArgument {
        @When("PR_SET_NAME")
        void name(@Text Pointer arg2);

        @When("PR_SET_PDEATHSIG")
        void signal(
                @OneOf({
                            "SIGHUP",
                            "SIGINT",
                            "SIGQUIT",
                            "SIGILL",
                            "SIGTRAP",
                            "SIGABRT",
                            "SIGBUS",
                            "SIGFPE",
                            "SIGKILL",
                            "SIGUSR1",
                            "SIGSEGV",
                            "SIGUSR2",
                            "SIGPIPE",
                            "SIGALRM",
                            "SIGTERM",
                            "SIGSTKFLT",
                            "SIGCHLD",
                            "SIGCONT",
                            "SIGSTOP",
                            "SIGTSTP",
                            "SIGTTIN",
                            "SIGTTOU",
                            "SIGURG",
                            "SIGXCPU",
                            "SIGXFSZ",
                            "SIGVTALRM",
                            "SIGPROF",
                            "SIGWINCH",
                            "SIGIO",
                            "SIGPWR",
                            "SIGSYS"
                        })
                        int arg2);
    }
}

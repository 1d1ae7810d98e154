package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Sockets: making them, connecting them, and what goes through them. */
public interface Sockets {

    /** {@code socket(2)}: the kernel calls the field of the type {@code SOCK_TYPE_MASK}, include/linux/net.h. */
    int socket(
            @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int domain,
            @Flags(
                            value = {"SOCK_CLOEXEC", "SOCK_NONBLOCK"},
                            fields =
                                    @Flags.Field(
                                            mask = "0xf",
                                            values = {
                                                "SOCK_STREAM",
                                                "SOCK_DGRAM",
                                                "SOCK_RAW",
                                                "SOCK_RDM",
                                                "SOCK_SEQPACKET",
                                                "SOCK_DCCP",
                                                "SOCK_PACKET"
                                            }))
                    int type,
            int protocol);

    /** {@code socketpair(2)}: two descriptors are stored in {@code sv}. */
    int socketpair(
            @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int domain,
            @Flags(
                            value = {"SOCK_CLOEXEC", "SOCK_NONBLOCK"},
                            fields =
                                    @Flags.Field(
                                            mask = "0xf",
                                            values = {
                                                "SOCK_STREAM",
                                                "SOCK_DGRAM",
                                                "SOCK_RAW",
                                                "SOCK_RDM",
                                                "SOCK_SEQPACKET",
                                                "SOCK_DCCP",
                                                "SOCK_PACKET"
                                            }))
                    int type,
            int protocol,
            @Out(count = "2") Pointer sv);

    /** {@code bind(2)}. */
    int bind(@Fd int sockfd, @In(size = "addrlen") Struct addr, int addrlen);

    /** {@code listen(2)}. */
    int listen(@Fd int sockfd, int backlog);

    /** {@code accept(2)}. */
    int accept(@Fd int sockfd, @Out(size = "addrlen") Struct addr, @Out Pointer addrlen);

    /** {@code accept4(2)}. */
    int accept4(
            @Fd int sockfd,
            @Out(size = "addrlen") Struct addr,
            @Out Pointer addrlen,
            @Flags({"SOCK_CLOEXEC", "SOCK_NONBLOCK"}) int flags);

    /** {@code connect(2)}. */
    int connect(@Fd int sockfd, @In(size = "addrlen") Struct addr, int addrlen);

    /** {@code shutdown(2)}. */
    int shutdown(@Fd int sockfd, @OneOf("SHUT_") int how);

    /** {@code getsockname(2)}. */
    int getsockname(@Fd int sockfd, @Out(size = "addrlen") Struct addr, @Out Pointer addrlen);

    /** {@code getpeername(2)}. */
    int getpeername(@Fd int sockfd, @Out(size = "addrlen") Struct addr, @Out Pointer addrlen);

    /** {@code getsockopt(2)}. */
    int getsockopt(
            @Fd int sockfd, @OneOf({"SOL_SOCKET", "SOL_"}) int level, int optname, Pointer optval, @Out Pointer optlen);

    /** {@code setsockopt(2)}. */
    int setsockopt(
            @Fd int sockfd,
            @OneOf({"SOL_SOCKET", "SOL_"}) int level,
            int optname,
            @Buffer(length = "optlen") byte[] optval,
            int optlen);

    /** {@code send(2)}. */
    long send(
            @Fd int sockfd,
            @Buffer(length = "len") byte[] buf,
            long len,
            @Flags({
                        "MSG_CONFIRM",
                        "MSG_DONTROUTE",
                        "MSG_DONTWAIT",
                        "MSG_EOR",
                        "MSG_MORE",
                        "MSG_NOSIGNAL",
                        "MSG_OOB",
                        "MSG_ZEROCOPY",
                        "MSG_FASTOPEN"
                    })
                    int flags);

    /** {@code sendto(2)}. */
    long sendto(
            @Fd int sockfd,
            @Buffer(length = "len") byte[] buf,
            long len,
            @Flags({
                        "MSG_CONFIRM",
                        "MSG_DONTROUTE",
                        "MSG_DONTWAIT",
                        "MSG_EOR",
                        "MSG_MORE",
                        "MSG_NOSIGNAL",
                        "MSG_OOB",
                        "MSG_ZEROCOPY",
                        "MSG_FASTOPEN"
                    })
                    int flags,
            @In(size = "addrlen") Struct dest_addr,
            int addrlen);

    /** {@code sendmsg(2)}. */
    long sendmsg(
            @Fd int sockfd,
            @In Struct msg,
            @Flags({
                        "MSG_CONFIRM",
                        "MSG_DONTROUTE",
                        "MSG_DONTWAIT",
                        "MSG_EOR",
                        "MSG_MORE",
                        "MSG_NOSIGNAL",
                        "MSG_OOB",
                        "MSG_ZEROCOPY",
                        "MSG_FASTOPEN"
                    })
                    int flags);

    /** {@code sendmmsg(2)}: several messages. */
    int sendmmsg(
            @Fd int sockfd,
            @In(count = "vlen") Pointer msgvec,
            int vlen,
            @Flags({
                        "MSG_CONFIRM",
                        "MSG_DONTROUTE",
                        "MSG_DONTWAIT",
                        "MSG_EOR",
                        "MSG_MORE",
                        "MSG_NOSIGNAL",
                        "MSG_OOB",
                        "MSG_ZEROCOPY",
                        "MSG_FASTOPEN"
                    })
                    int flags);

    /** {@code recv(2)}. */
    long recv(
            @Fd int sockfd,
            @Buffer(length = "len") byte[] buf,
            long len,
            @Flags({
                        "MSG_CMSG_CLOEXEC",
                        "MSG_DONTWAIT",
                        "MSG_ERRQUEUE",
                        "MSG_OOB",
                        "MSG_PEEK",
                        "MSG_TRUNC",
                        "MSG_WAITALL"
                    })
                    int flags);

    /** {@code recvfrom(2)}. */
    long recvfrom(
            @Fd int sockfd,
            @Buffer(length = "len") byte[] buf,
            long len,
            @Flags({
                        "MSG_CMSG_CLOEXEC",
                        "MSG_DONTWAIT",
                        "MSG_ERRQUEUE",
                        "MSG_OOB",
                        "MSG_PEEK",
                        "MSG_TRUNC",
                        "MSG_WAITALL"
                    })
                    int flags,
            @Out(size = "addrlen") Struct src_addr,
            @Out Pointer addrlen);

    /** {@code recvmsg(2)}. */
    long recvmsg(
            @Fd int sockfd,
            @Out Struct msg,
            @Flags({
                        "MSG_CMSG_CLOEXEC",
                        "MSG_DONTWAIT",
                        "MSG_ERRQUEUE",
                        "MSG_OOB",
                        "MSG_PEEK",
                        "MSG_TRUNC",
                        "MSG_WAITALL"
                    })
                    int flags);

    /** {@code recvmmsg(2)}: several messages. */
    int recvmmsg(
            @Fd int sockfd,
            Pointer msgvec,
            int vlen,
            @Flags({
                        "MSG_CMSG_CLOEXEC",
                        "MSG_DONTWAIT",
                        "MSG_ERRQUEUE",
                        "MSG_OOB",
                        "MSG_PEEK",
                        "MSG_TRUNC",
                        "MSG_WAITALL",
                        "MSG_WAITFORONE"
                    })
                    int flags,
            @In Struct timeout);

    /** {@code sockatmark(3)}. */
    int sockatmark(@Fd int sockfd);
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** From names of hosts, networks and services to numbers, and back. Most of these functions read files and ask servers. */
public interface NameLookup {

    /** {@code getaddrinfo(3)}: the result is 0 or one of {@code EAI_}; {@code errno} counts only with {@code EAI_SYSTEM}. */
    @Fails(Fails.When.NEVER)
    int getaddrinfo(
            @Text String node,
            @Text String service,
            @In Struct hints,
            @Out(ifZero = true, next = "ai_next") Pointer res);

    /** {@code freeaddrinfo(3)}. */
    void freeaddrinfo(Pointer res);

    /** {@code getnameinfo(3)}: the result is 0 or one of {@code EAI_}. */
    @Fails(Fails.When.NEVER)
    int getnameinfo(
            @In(size = "addrlen") Struct addr,
            int addrlen,
            Pointer host,
            int hostlen,
            Pointer serv,
            int servlen,
            @Flags({"NI_NAMEREQD", "NI_DGRAM", "NI_NOFQDN", "NI_NUMERICHOST", "NI_NUMERICSERV", "NI_IDN"}) int flags);

    /** {@code gai_strerror(3)}. */
    Pointer gai_strerror(int errcode);

    /** {@code gethostbyname(3)}. */
    Pointer gethostbyname(@Text String name);

    /** {@code gethostbyname2(3)}. */
    Pointer gethostbyname2(@Text String name, @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int af);

    /** {@code gethostbyname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int gethostbyname_r(@Text String name, Pointer ret, Pointer buf, long buflen, Pointer result, Pointer h_errnop);

    /** {@code gethostbyname2_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int gethostbyname2_r(
            @Text String name,
            @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int af,
            Pointer ret,
            Pointer buf,
            long buflen,
            Pointer result,
            Pointer h_errnop);

    /** {@code gethostbyaddr(3)}. */
    Pointer gethostbyaddr(Pointer addr, int len, @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int type);

    /** {@code gethostbyaddr_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int gethostbyaddr_r(
            Pointer addr,
            int len,
            @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int type,
            Pointer ret,
            Pointer buf,
            long buflen,
            Pointer result,
            Pointer h_errnop);

    /** {@code sethostent(3)}. */
    void sethostent(int stayopen);

    /** {@code gethostent(3)}. */
    Pointer gethostent();

    /** {@code gethostent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int gethostent_r(Pointer ret, Pointer buf, long buflen, Pointer result, Pointer h_errnop);

    /** {@code endhostent(3)}. */
    void endhostent();

    /** {@code herror(3)}. */
    void herror(@Text String s);

    /** {@code hstrerror(3)}. */
    Pointer hstrerror(int err);

    /** {@code getservbyname(3)}. */
    Pointer getservbyname(@Text String name, @Text String proto);

    /** {@code getservbyname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getservbyname_r(
            @Text String name, @Text String proto, Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code getservbyport(3)}: {@code port} in network byte order. */
    Pointer getservbyport(int port, @Text String proto);

    /** {@code getservbyport_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getservbyport_r(int port, @Text String proto, Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code setservent(3)}. */
    void setservent(int stayopen);

    /** {@code getservent(3)}. */
    Pointer getservent();

    /** {@code getservent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getservent_r(Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code endservent(3)}. */
    void endservent();

    /** {@code getprotobyname(3)}. */
    Pointer getprotobyname(@Text String name);

    /** {@code getprotobyname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getprotobyname_r(@Text String name, Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code getprotobynumber(3)}. */
    Pointer getprotobynumber(int proto);

    /** {@code getprotobynumber_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getprotobynumber_r(int proto, Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code setprotoent(3)}. */
    void setprotoent(int stayopen);

    /** {@code getprotoent(3)}. */
    Pointer getprotoent();

    /** {@code getprotoent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getprotoent_r(Pointer result_buf, Pointer buf, long buflen, Pointer result);

    /** {@code endprotoent(3)}. */
    void endprotoent();

    /** {@code getnetbyname(3)}. */
    Pointer getnetbyname(@Text String name);

    /** {@code getnetbyname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getnetbyname_r(
            @Text String name, Pointer result_buf, Pointer buf, long buflen, Pointer result, Pointer h_errnop);

    /** {@code getnetbyaddr(3)}. */
    Pointer getnetbyaddr(int net, @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int type);

    /** {@code getnetbyaddr_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getnetbyaddr_r(
            int net,
            @OneOf({"AF_UNIX", "AF_NETLINK", "AF_"}) int type,
            Pointer result_buf,
            Pointer buf,
            long buflen,
            Pointer result,
            Pointer h_errnop);

    /** {@code setnetent(3)}. */
    void setnetent(int stayopen);

    /** {@code getnetent(3)}. */
    Pointer getnetent();

    /** {@code getnetent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getnetent_r(Pointer result_buf, Pointer buf, long buflen, Pointer result, Pointer h_errnop);

    /** {@code endnetent(3)}. */
    void endnetent();

    /** {@code res_query(3)}. */
    int res_query(@Text String dname, int class_, int type, Pointer answer, int anslen);

    /** {@code res_search(3)}. */
    int res_search(@Text String dname, int class_, int type, Pointer answer, int anslen);

    /** {@code setnetgrent(3)}: 1 is a success. */
    @Fails(Fails.When.NEVER)
    int setnetgrent(@Text String netgroup);

    /** {@code getnetgrent(3)}: 1 is a success. */
    @Fails(Fails.When.NEVER)
    int getnetgrent(Pointer host, Pointer user, Pointer domain);

    /** {@code innetgr(3)}: 1 if it is in the group. */
    @Fails(Fails.When.NEVER)
    int innetgr(@Text String netgroup, @Text String host, @Text String user, @Text String domain);

    /** {@code endnetgrent(3)}. */
    void endnetgrent();
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Who is logged in: {@code utmp} and {@code wtmp}. */
public interface LoginRecords {

    /** {@code setutent(3)}. */
    void setutent();

    /** {@code getutent(3)}. */
    Pointer getutent();

    /** {@code getutent_r(3)}. */
    int getutent_r(Pointer ubuf, Pointer ubufp);

    /** {@code getutid(3)}. */
    Pointer getutid(Pointer ut);

    /** {@code getutid_r(3)}. */
    int getutid_r(Pointer ut, Pointer ubuf, Pointer ubufp);

    /** {@code getutline(3)}. */
    Pointer getutline(Pointer ut);

    /** {@code getutline_r(3)}. */
    int getutline_r(Pointer ut, Pointer ubuf, Pointer ubufp);

    /** {@code pututline(3)}. */
    Pointer pututline(Pointer ut);

    /** {@code endutent(3)}. */
    void endutent();

    /** {@code utmpname(3)}. */
    int utmpname(@Path String file);

    /** {@code updwtmp(3)}. */
    void updwtmp(@Path String wtmp_file, Pointer ut);

    /** {@code setutxent(3)}. */
    void setutxent();

    /** {@code getutxent(3)}. */
    Pointer getutxent();

    /** {@code getutxid(3)}. */
    Pointer getutxid(Pointer ut);

    /** {@code getutxline(3)}. */
    Pointer getutxline(Pointer ut);

    /** {@code pututxline(3)}. */
    Pointer pututxline(Pointer ut);

    /** {@code endutxent(3)}. */
    void endutxent();

    /** {@code utmpxname(3)}. */
    int utmpxname(@Path String file);

    /** {@code updwtmpx(3)}. */
    void updwtmpx(@Path String wtmpx_file, Pointer utx);

    /** {@code login_tty(3)}. */
    int login_tty(@Fd int fd);

    /** {@code login(3)}. */
    void login(Pointer ut);

    /** {@code logout(3)}: 1 is a success. */
    @Fails(Fails.When.NEVER)
    int logout(@Text String ut_line);

    /** {@code logwtmp(3)}. */
    void logwtmp(@Text String line, @Text String name, @Text String host);
}

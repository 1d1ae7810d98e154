package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Users and groups, from {@code /etc/passwd}, {@code /etc/group} and wherever {@code nsswitch.conf} says. */
public interface UserDatabase {

    /** {@code getpwnam(3)}: {@code NULL} with {@code errno} untouched: no such user. */
    Pointer getpwnam(@Text String name);

    /** {@code getpwnam_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getpwnam_r(@Text String name, Pointer pwd, Pointer buf, long buflen, Pointer result);

    /** {@code getpwuid(3)}: {@code NULL} with {@code errno} untouched: no such user. */
    Pointer getpwuid(int uid);

    /** {@code getpwuid_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getpwuid_r(int uid, Pointer pwd, Pointer buf, long buflen, Pointer result);

    /** {@code setpwent(3)}. */
    void setpwent();

    /** {@code getpwent(3)}. */
    Pointer getpwent();

    /** {@code getpwent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getpwent_r(Pointer pwbuf, Pointer buf, long buflen, Pointer pwbufp);

    /** {@code endpwent(3)}. */
    void endpwent();

    /** {@code fgetpwent(3)}. */
    Pointer fgetpwent(Pointer stream);

    /** {@code fgetpwent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int fgetpwent_r(Pointer stream, Pointer pwbuf, Pointer buf, long buflen, Pointer pwbufp);

    /** {@code putpwent(3)}. */
    int putpwent(Pointer p, Pointer stream);

    /** {@code getgrnam(3)}: {@code NULL} with {@code errno} untouched: no such group. */
    Pointer getgrnam(@Text String name);

    /** {@code getgrnam_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getgrnam_r(@Text String name, Pointer grp, Pointer buf, long buflen, Pointer result);

    /** {@code getgrgid(3)}: {@code NULL} with {@code errno} untouched: no such group. */
    Pointer getgrgid(int gid);

    /** {@code getgrgid_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getgrgid_r(int gid, Pointer grp, Pointer buf, long buflen, Pointer result);

    /** {@code setgrent(3)}. */
    void setgrent();

    /** {@code getgrent(3)}. */
    Pointer getgrent();

    /** {@code getgrent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getgrent_r(Pointer gbuf, Pointer buf, long buflen, Pointer gbufp);

    /** {@code endgrent(3)}. */
    void endgrent();

    /** {@code fgetgrent(3)}. */
    Pointer fgetgrent(Pointer stream);

    /** {@code fgetgrent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int fgetgrent_r(Pointer stream, Pointer gbuf, Pointer buf, long buflen, Pointer gbufp);

    /** {@code putgrent(3)}. */
    int putgrent(Pointer grp, Pointer stream);

    /** {@code getlogin(3)}. */
    Pointer getlogin();

    /** {@code getlogin_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getlogin_r(@Buffer(length = "bufsize") byte[] buf, long bufsize);
}

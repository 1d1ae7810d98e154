package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Passwords, and the shells that users may have. */
public interface PasswordDatabase {

    /** {@code getspnam(3)}. */
    Pointer getspnam(@Text String name);

    /** {@code getspnam_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getspnam_r(@Text String name, Pointer spbuf, Pointer buf, long buflen, Pointer spbufp);

    /** {@code setspent(3)}. */
    void setspent();

    /** {@code getspent(3)}. */
    Pointer getspent();

    /** {@code getspent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int getspent_r(Pointer spbuf, Pointer buf, long buflen, Pointer spbufp);

    /** {@code endspent(3)}. */
    void endspent();

    /** {@code fgetspent(3)}. */
    Pointer fgetspent(Pointer stream);

    /** {@code fgetspent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int fgetspent_r(Pointer stream, Pointer spbuf, Pointer buf, long buflen, Pointer spbufp);

    /** {@code sgetspent(3)}. */
    Pointer sgetspent(@Text String s);

    /** {@code sgetspent_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int sgetspent_r(@Text String s, Pointer spbuf, Pointer buf, long buflen, Pointer spbufp);

    /** {@code putspent(3)}. */
    int putspent(Pointer p, Pointer stream);

    /** {@code lckpwdf(3)}. */
    int lckpwdf();

    /** {@code ulckpwdf(3)}. */
    int ulckpwdf();

    /** {@code getpass(3)}. */
    Pointer getpass(@Text String prompt);

    /** {@code getusershell(3)}. */
    Pointer getusershell();

    /** {@code setusershell(3)}. */
    void setusershell();

    /** {@code endusershell(3)}. */
    void endusershell();

    /** {@code getsgnam(3)}: of {@code /etc/gshadow}, which has no man page. */
    Pointer getsgnam(@Text String name);

    /** {@code setsgent(3)}: of {@code /etc/gshadow}. */
    void setsgent();

    /** {@code getsgent(3)}: of {@code /etc/gshadow}. */
    Pointer getsgent();

    /** {@code endsgent(3)}: of {@code /etc/gshadow}. */
    void endsgent();

    /** {@code putsgent(3)}: of {@code /etc/gshadow}. */
    int putsgent(Pointer g, Pointer stream);
}

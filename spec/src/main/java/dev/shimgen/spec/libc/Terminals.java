package dev.shimgen.spec.libc;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.In;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;

/** Terminals and pseudoterminals. */
public interface Terminals {

    /** {@code tcgetattr(3)}. */
    int tcgetattr(@Fd int fd, @Out(show = {"c_iflag", "c_oflag", "c_cflag", "c_lflag"}) Struct termios_p);

    /** {@code tcsetattr(3)}. */
    int tcsetattr(
            @Fd int fd,
            @OneOf({"TCSANOW", "TCSADRAIN", "TCSAFLUSH"}) int optional_actions,
            @In(show = {"c_iflag", "c_oflag", "c_cflag", "c_lflag"}) Struct termios_p);

    /** {@code tcsendbreak(3)}. */
    int tcsendbreak(@Fd int fd, int duration);

    /** {@code tcdrain(3)}. */
    int tcdrain(@Fd int fd);

    /** {@code tcflush(3)}. */
    int tcflush(@Fd int fd, @OneOf({"TCIFLUSH", "TCOFLUSH", "TCIOFLUSH"}) int queue_selector);

    /** {@code tcflow(3)}. */
    int tcflow(@Fd int fd, @OneOf({"TCOOFF", "TCOON", "TCIOFF", "TCION"}) int action);

    /** {@code ttyname(3)}. */
    Pointer ttyname(@Fd int fd);

    /** {@code ttyname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int ttyname_r(@Fd int fd, @Buffer(length = "buflen") byte[] buf, long buflen);

    /** {@code ctermid(3)}. */
    Pointer ctermid(Pointer s);

    /** {@code posix_openpt(3)}. */
    int posix_openpt(@Flags("O_") int flags);

    /** {@code getpt(3)}. */
    int getpt();

    /** {@code grantpt(3)}. */
    int grantpt(@Fd int fd);

    /** {@code unlockpt(3)}. */
    int unlockpt(@Fd int fd);

    /** {@code ptsname(3)}. */
    Pointer ptsname(@Fd int fd);

    /** {@code ptsname_r(3)}: the result is the error number. */
    @Fails(Fails.When.ERROR_NUMBER)
    int ptsname_r(@Fd int fd, @Buffer(length = "buflen") byte[] buf, long buflen);

    /** {@code openpty(3)}. */
    int openpty(
            Pointer amaster,
            Pointer aslave,
            Pointer name,
            @In Struct termp,
            @In(show = {"ws_row", "ws_col"}) Struct winp);

    /** {@code forkpty(3)}. */
    int forkpty(Pointer amaster, Pointer name, @In Struct termp, @In(show = {"ws_row", "ws_col"}) Struct winp);

    /** {@code cfgetispeed(3)}: ; !0. */
    int cfgetispeed(@In(show = "c_cflag") Struct termios_p);

    /** {@code cfgetospeed(3)}: ; !0. */
    int cfgetospeed(@In(show = "c_cflag") Struct termios_p);

    /** {@code cfsetispeed(3)}. */
    int cfsetispeed(Pointer termios_p, int speed);

    /** {@code cfsetospeed(3)}. */
    int cfsetospeed(Pointer termios_p, int speed);

    /** {@code cfsetspeed(3)}. */
    int cfsetspeed(Pointer termios_p, int speed);

    /** {@code cfmakeraw(3)}. */
    void cfmakeraw(Pointer termios_p);
}

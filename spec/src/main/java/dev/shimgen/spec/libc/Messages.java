package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Messages to users and to the system's log. */
public interface Messages {

    /** {@code openlog(3)}. */
    void openlog(
            @Text String ident,
            @Flags({"LOG_CONS", "LOG_NDELAY", "LOG_NOWAIT", "LOG_ODELAY", "LOG_PERROR", "LOG_PID"}) int option,
            @OneOf({
                        "LOG_AUTH",
                        "LOG_AUTHPRIV",
                        "LOG_CRON",
                        "LOG_DAEMON",
                        "LOG_FTP",
                        "LOG_KERN",
                        "LOG_LOCAL",
                        "LOG_LPR",
                        "LOG_MAIL",
                        "LOG_NEWS",
                        "LOG_SYSLOG",
                        "LOG_USER",
                        "LOG_UUCP"
                    })
                    int facility);

    /** {@code syslog(3)}. */
    void syslog(
            @Flags(
                            value = {},
                            fields = {
                                @Flags.Field(
                                        mask = "LOG_PRIMASK",
                                        values = {
                                            "LOG_EMERG",
                                            "LOG_ALERT",
                                            "LOG_CRIT",
                                            "LOG_ERR",
                                            "LOG_WARNING",
                                            "LOG_NOTICE",
                                            "LOG_INFO",
                                            "LOG_DEBUG"
                                        }),
                                @Flags.Field(
                                        mask = "LOG_FACMASK",
                                        values = {
                                            "LOG_AUTH",
                                            "LOG_AUTHPRIV",
                                            "LOG_CRON",
                                            "LOG_DAEMON",
                                            "LOG_FTP",
                                            "LOG_LOCAL",
                                            "LOG_LPR",
                                            "LOG_MAIL",
                                            "LOG_NEWS",
                                            "LOG_SYSLOG",
                                            "LOG_USER",
                                            "LOG_UUCP"
                                        })
                            })
                    int priority,
            @Text String format);

    /** {@code vsyslog(3)}. */
    void vsyslog(
            @Flags(
                            value = {},
                            fields = {
                                @Flags.Field(
                                        mask = "LOG_PRIMASK",
                                        values = {
                                            "LOG_EMERG",
                                            "LOG_ALERT",
                                            "LOG_CRIT",
                                            "LOG_ERR",
                                            "LOG_WARNING",
                                            "LOG_NOTICE",
                                            "LOG_INFO",
                                            "LOG_DEBUG"
                                        }),
                                @Flags.Field(
                                        mask = "LOG_FACMASK",
                                        values = {
                                            "LOG_AUTH",
                                            "LOG_AUTHPRIV",
                                            "LOG_CRON",
                                            "LOG_DAEMON",
                                            "LOG_FTP",
                                            "LOG_LOCAL",
                                            "LOG_LPR",
                                            "LOG_MAIL",
                                            "LOG_NEWS",
                                            "LOG_SYSLOG",
                                            "LOG_USER",
                                            "LOG_UUCP"
                                        })
                            })
                    int priority,
            @Text String format,
            Pointer ap);

    /** {@code closelog(3)}. */
    void closelog();

    /** {@code setlogmask(3)}: the result is the mask before. */
    @Fails(Fails.When.NEVER)
    int setlogmask(int mask);

    /** {@code err(3)}: to {@code stderr} with {@code errno}'s text; ends the process. */
    void err(int eval, @Text String fmt);

    /** {@code errx(3)}: to {@code stderr}; ends the process. */
    void errx(int eval, @Text String fmt);

    /** {@code warn(3)}: to {@code stderr} with {@code errno}'s text. */
    void warn(@Text String fmt);

    /** {@code warnx(3)}: to {@code stderr}. */
    void warnx(@Text String fmt);

    /** {@code verr(3)}: ends the process. */
    void verr(int eval, @Text String fmt, Pointer args);

    /** {@code verrx(3)}: ends the process. */
    void verrx(int eval, @Text String fmt, Pointer args);

    /** {@code vwarn(3)}. */
    void vwarn(@Text String fmt, Pointer args);

    /** {@code vwarnx(3)}. */
    void vwarnx(@Text String fmt, Pointer args);
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.In;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Text;

/** Dates from times and back; the time zone is read from files and from {@code TZ}. */
public interface Calendar {

    /** {@code tzset(3)}. */
    void tzset();

    /** {@code localtime(3)}. */
    Pointer localtime(Pointer timep);

    /** {@code localtime_r(3)}. */
    Pointer localtime_r(Pointer timep, @Out Struct result);

    /** {@code gmtime(3)}. */
    Pointer gmtime(Pointer timep);

    /** {@code gmtime_r(3)}. */
    Pointer gmtime_r(Pointer timep, @Out Struct result);

    /** {@code mktime(3)}. */
    long mktime(Pointer tm);

    /** {@code timegm(3)}. */
    long timegm(Pointer tm);

    /** {@code asctime(3)}. */
    Pointer asctime(@In Struct tm);

    /** {@code asctime_r(3)}. */
    Pointer asctime_r(@In Struct tm, Pointer buf);

    /** {@code ctime(3)}. */
    Pointer ctime(Pointer timep);

    /** {@code ctime_r(3)}. */
    Pointer ctime_r(Pointer timep, Pointer buf);

    /** {@code strftime(3)}. */
    long strftime(Pointer s, long max, @Text String format, @In Struct tm);

    /** {@code strptime(3)}. */
    Pointer strptime(@Text String s, @Text String format, Pointer tm);

    /** {@code getdate(3)}: the templates come from the file that {@code DATEMSK} names. */
    Pointer getdate(@Text String string);

    /** {@code difftime(3)}. */
    double difftime(long time1, long time0);
}

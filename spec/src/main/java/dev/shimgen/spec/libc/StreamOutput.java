package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fd;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Writing to streams and to descriptors, formatted and not. */
public interface StreamOutput {

    /** {@code fwrite(3)}: the result counts members of {@code size} bytes. */
    long fwrite(Pointer ptr, long size, long nmemb, Pointer stream);

    /** {@code fputc(3)}. */
    int fputc(int c, Pointer stream);

    /** {@code putc(3)}. */
    int putc(int c, Pointer stream);

    /** {@code putchar(3)}. */
    int putchar(int c);

    /** {@code fputs(3)}. */
    int fputs(@Text String s, Pointer stream);

    /** {@code puts(3)}. */
    int puts(@Text String s);

    /** {@code putw(3)}. */
    int putw(int w, Pointer stream);

    /** {@code printf(3)}. */
    int printf(@Text String format);

    /** {@code fprintf(3)}. */
    int fprintf(Pointer stream, @Text String format);

    /** {@code dprintf(3)}. */
    int dprintf(@Fd int fd, @Text String format);

    /** {@code vprintf(3)}. */
    int vprintf(@Text String format, Pointer ap);

    /** {@code vfprintf(3)}. */
    int vfprintf(Pointer stream, @Text String format, Pointer ap);

    /** {@code vdprintf(3)}. */
    int vdprintf(@Fd int fd, @Text String format, Pointer ap);

    /** {@code perror(3)}. */
    void perror(@Text String s);

    /** {@code fwrite_unlocked(3)}. */
    long fwrite_unlocked(Pointer ptr, long size, long n, Pointer stream);

    /** {@code fputc_unlocked(3)}. */
    int fputc_unlocked(int c, Pointer stream);

    /** {@code putc_unlocked(3)}. */
    int putc_unlocked(int c, Pointer stream);

    /** {@code putchar_unlocked(3)}. */
    int putchar_unlocked(int c);

    /** {@code fputs_unlocked(3)}. */
    int fputs_unlocked(@Text String s, Pointer stream);

    /** {@code __overflow}: what the macro {@code putc_unlocked} calls. */
    int __overflow(Pointer stream, int c);

    /** {@code fputwc(3)}. */
    int fputwc(int wc, Pointer stream);

    /** {@code putwc(3)}. */
    int putwc(int wc, Pointer stream);

    /** {@code putwchar(3)}. */
    int putwchar(int wc);

    /** {@code fputws(3)}. */
    int fputws(Pointer ws, Pointer stream);
}

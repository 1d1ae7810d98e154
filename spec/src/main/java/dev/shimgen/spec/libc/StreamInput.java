package dev.shimgen.spec.libc;

import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Reading from streams. */
public interface StreamInput {

    /** {@code fread(3)}: the result counts members of {@code size} bytes. */
    long fread(Pointer ptr, long size, long nmemb, Pointer stream);

    /** {@code fgetc(3)}: {@code EOF}, which is -1, at the end too. */
    int fgetc(Pointer stream);

    /** {@code getc(3)}: {@code EOF}, which is -1, at the end too. */
    int getc(Pointer stream);

    /** {@code getchar(3)}: {@code EOF}, which is -1, at the end too. */
    int getchar();

    /** {@code ungetc(3)}. */
    int ungetc(int c, Pointer stream);

    /** {@code fgets(3)}: {@code NULL} at the end too. */
    Pointer fgets(Pointer s, int size, Pointer stream);

    /** {@code getline(3)}: -1 at the end too. */
    long getline(Pointer lineptr, Pointer n, Pointer stream);

    /** {@code getdelim(3)}: -1 at the end too. */
    long getdelim(Pointer lineptr, Pointer n, int delim, Pointer stream);

    /** {@code getw(3)}. */
    int getw(Pointer stream);

    /** {@code scanf(3)}. */
    int scanf(@Text String format);

    /** {@code fscanf(3)}. */
    int fscanf(Pointer stream, @Text String format);

    /** {@code vscanf(3)}. */
    int vscanf(@Text String format, Pointer ap);

    /** {@code vfscanf(3)}. */
    int vfscanf(Pointer stream, @Text String format, Pointer ap);

    /** {@code fread_unlocked(3)}. */
    long fread_unlocked(Pointer ptr, long size, long n, Pointer stream);

    /** {@code fgetc_unlocked(3)}. */
    int fgetc_unlocked(Pointer stream);

    /** {@code getc_unlocked(3)}. */
    int getc_unlocked(Pointer stream);

    /** {@code getchar_unlocked(3)}. */
    int getchar_unlocked();

    /** {@code fgets_unlocked(3)}. */
    Pointer fgets_unlocked(Pointer s, int n, Pointer stream);

    /** {@code __uflow}: what the macro {@code getc_unlocked} calls. */
    int __uflow(Pointer stream);

    /** {@code fgetwc(3)}. */
    int fgetwc(Pointer stream);

    /** {@code getwc(3)}. */
    int getwc(Pointer stream);

    /** {@code getwchar(3)}. */
    int getwchar();

    /** {@code fgetws(3)}. */
    Pointer fgetws(Pointer ws, int n, Pointer stream);

    /** {@code ungetwc(3)}. */
    int ungetwc(int wc, Pointer stream);
}

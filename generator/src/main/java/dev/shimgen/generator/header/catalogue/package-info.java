/**
 * The catalogue: header facts of a platform in one text file, recorded once from a jextract run.
 *
 * <p>Its readers get all the facts of that run, or an error.
 *
 * <h2>The file</h2>
 *
 * UTF-8 text with LF line ends, made to be read in a diff: one fact a line, sorted by name within its section, columns
 * separated by tabs, no path of the machine that recorded it, no date.
 *
 * <pre>
 * shimgen-catalogue 1                  the format's version
 * platform x86_64-linux-gnu
 * libc glibc 2.36                      whose headers; missing if they are another library's
 * [public]                             headers that programs include, and that the facts were taken from
 * fcntl.h
 * [typedefs]                           name, header, target
 * mode_t    sys/types.h    __mode_t
 * [structs]                            C type, header, kind, size, alignment, whole or part; then its fields:
 * struct stat    bits/struct_stat.h    struct    144    8    whole
 *     0    8    1    l    st_dev    __dev_t &#64;     (tab) offset, size, count, carrier, name, type
 * [functions]                          name, header, carriers of result and parameters, prototype
 * access    unistd.h    ipi    int access(const char *__name, int __type)
 * [constants]                          name, header, kind and value: i8 i16 i32 i64 f p (a pointer's bits) s (text)
 * O_CREAT    bits/fcntl-linux.h    i32    64
 * [reached]                            a header that is not public, the public ones that include it, nearest first
 * bits/fcntl-linux.h    fcntl.h sys/file.h …
 * [skipped]                            what jextract cannot describe, and why
 * strtold    type LongDouble is not supported
 * [end]
 * </pre>
 *
 * Carriers: {@code v} void, {@code z} bool, {@code b h i l} integers of 8, 16, 32 and 64 bits, {@code f d} floating,
 * {@code p} pointer, {@code s} struct by value, {@code a} va_list. In a field's type {@code @} stands where the name does;
 * {@code part} marks a struct of which jextract skips fields. A prototype is written without its {@code extern}. In texts a
 * backslash escapes itself, tab ({@code \t}), line feed ({@code \n}) and carriage return ({@code \r}).
 *
 * <h2>Differences</h2>
 *
 * If another version of the same C library is recorded as well, a file may list only what differs. It names that base,
 * a file in the same folder, with its CRC-32. In each section {@code +} precedes a row that is new or replaces the one
 * with the same first column (the fields of a struct follow it in the same way), and {@code -} precedes the first
 * column of a row that is gone:
 *
 * <pre>
 * shimgen-catalogue-difference 1
 * base x86_64-linux-gnu.txt 4053d5c8
 * platform x86_64-linux-gnu
 * libc glibc 2.31
 * [public]
 * -sys/pidfd.h
 * …
 * [end]
 * </pre>
 *
 * <h2>How the files of this folder are made</h2>
 *
 * From a recording, with a compiler that finds the same headers that were read: with a {@code --sysroot} of that
 * release, if it is not this machine's.
 *
 * <pre>
 * mvn shimgen:record -Dshimgen.recording=glibc-2.31 -Dshimgen.cc="gcc --sysroot=bullseye" \
 *     -Dshimgen.record.output=x86_64-linux-gnu-2.31.txt -Dshimgen.record.base=x86_64-linux-gnu.txt
 * </pre>
 *
 * {@code recordings.txt} lists them. When the base is recorded again, those that differ from it must be, too.
 */
@NullMarked
package dev.shimgen.generator.header.catalogue;

import org.jspecify.annotations.NullMarked;

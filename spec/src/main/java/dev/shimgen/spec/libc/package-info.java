/**
 * Ready-made groups: libc's functions by subject, to be extended by specs.
 *
 * <pre>{@code
 * @Trace
 * @Shim("filetrace")
 * interface FileTrace extends FileStatus, FileOpen {}
 * }</pre>
 *
 * <p>Methods are spelled like the prototypes of the man pages: name, order and names of the parameters. A group names only
 * principal functions. The other symbols by which programs reach the same function ({@code open64}, {@code __open_2},
 * {@code __xstat}) are found by shimgen in the C library itself. A group says nothing of behaviours; those of the spec
 * that extends it count for all its methods. A spec that wants something else for one of them declares that method again,
 * with annotations of its own.
 *
 * <p>All functions of a group are exported by glibc 2.34 and newer; what came later has a group of its own that says since
 * when. C types are Java's of the same width ({@code size_t} and {@code off_t} are {@code long}); {@code const char *} is
 * {@code String}, a pointer to a struct is {@link dev.shimgen.spec.Struct}, bytes with a length are {@code byte[]}, any
 * other pointer is a {@link dev.shimgen.spec.Pointer}.
 */
package dev.shimgen.spec.libc;

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
 * {@code String}, a pointer to one struct is {@link dev.shimgen.spec.Struct}, bytes with a length are {@code byte[]}, any
 * other pointer is a {@link dev.shimgen.spec.Pointer}. An array of structs is a pointer too, and so is a struct that the
 * function both reads and changes.
 *
 * <p>By subject:
 *
 * <table>
 * <caption>Groups</caption>
 * <tr><td>files</td><td>FileStatus, FileOpen, FileAccess, FileSize, FileTimes, FileSync, FileTrees, FileHandles, FileWatches,
 *     Links, Permissions, ExtendedAttributes, Directories, TemporaryFiles, MakeNodes, Mounts, MountTrees, MountTable,
 *     SystemFiles</td></tr>
 * <tr><td>descriptors</td><td>Descriptors, ReadWrite, CopyData, EventWaits, PreciseEventWaits, AsynchronousIo,
 *     Terminals, Sockets</td></tr>
 * <tr><td>streams</td><td>Streams, StreamInput, StreamOutput, StringFormats, Messages, ErrorTexts</td></tr>
 * <tr><td>processes</td><td>Processes, ProcessStart, SpawnActions, SpawnTerminals, ProcessIds, UserIds, ProcessLimits,
 *     Scheduling, ProcessControl, ProcessDescriptors, Signals, SignalSets, Environment, DynamicLoading</td></tr>
 * <tr><td>communication</td><td>MessageQueues, Semaphores, SystemVIpc</td></tr>
 * <tr><td>memory</td><td>MemoryMaps, Allocation, AllocatorState</td></tr>
 * <tr><td>threads</td><td>Threads, Locks</td></tr>
 * <tr><td>time</td><td>Clocks, Sleeping, Timers, Calendar</td></tr>
 * <tr><td>names</td><td>NameLookup, NetworkInterfaces, InternetAddresses, UserDatabase, PasswordDatabase, LoginRecords</td></tr>
 * <tr><td>randomness</td><td>RandomNumbers, ArcRandom</td></tr>
 * <tr><td>numbers that Java has no type for</td><td>LongDoubleMath, LongDoubleComplexMath, LongDoubleText, Float64xMath,
 *     Float64xComplexMath, Float128Math, Float128ComplexMath</td></tr>
 * </table>
 */
package dev.shimgen.spec.libc;

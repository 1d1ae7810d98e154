package dev.shimgen.generator.diagnostic;

/**
 * Every message that shimgen can print has a code. A code never changes its meaning, and a retired one is not used
 * again.
 *
 * <p>The first two digits say who is to act: {@code SG01} the spec's names and shape, {@code SG02} its types and
 * behaviours, {@code SG03} headers and jextract, {@code SG04} the C compiler and the libraries, {@code SG05} files and
 * folders, {@code SG06} a command run under a shim, {@code SG07} a goal that writes a spec, {@code SG08} the project that
 * the Java bindings are compiled in.
 */
public enum Code {
    /** The Java source of a spec does not parse. */
    SG0101,
    /** A function that the headers do not declare. */
    SG0102,
    /** Two methods of one name: C has no overloading. */
    SG0103,
    /** {@code @Shim} stands on something that is not a plain top-level interface. */
    SG0104,
    /** A name that is no C identifier, or one that C or shimgen keeps for itself. */
    SG0105,
    /** A spec that wraps no function, or a method that cannot stand for one: not abstract, or generic. */
    SG0106,
    /** No interface annotated {@code @Shim} where one was expected. */
    SG0107,
    /** Two specs of one build have the same shim name, or would write the same file. */
    SG0108,
    /** A header name that is not a relative path of plain characters. */
    SG0109,
    /** A type that a spec extends cannot be found, or is not one that a spec can extend. */
    SG0110,
    /** An annotation of a spec that the Java compiler does not know or does not accept. */
    SG0111,
    /** The Java that runs shimgen has no compiler to read specs with. */
    SG0112,
    /** A shim whose library would have the name of one that programs need. */
    SG0113,
    /** A spec whose bytes are not in the encoding of the project. */
    SG0114,

    /** Wrong number of parameters. */
    SG0201,
    /** A Java parameter type that does not fit the C type. */
    SG0202,
    /** A Java return type that does not fit the C type. */
    SG0203,
    /** A parameter's meaning (path, flags, buffer, …) that does not fit the C parameter, or names something unknown. */
    SG0204,
    /** A behaviour that does not fit the function, or one that contradicts another. */
    SG0205,
    /** A function that cannot be wrapped in C at all. */
    SG0206,
    /** A variadic function whose optional arguments shimgen does not know. */
    SG0207,
    /** A function that this libc does not export. */
    SG0208,
    /** A constant that the headers do not define. */
    SG0209,
    /** Calls that bypass a wrapper: another symbol leads to the function, and its prototype is not known. */
    SG0210,
    /** A written-out prototype that does not parse, or is not the function's. */
    SG0211,
    /** A behaviour that a wrapper which jumps cannot have. */
    SG0212,
    /** A spec that is half complete: programs call relatives of a wrapped function which are not wrapped. */
    SG0213,
    /** An annotation that is marked as a behaviour or a meaning, and that no part of the plugin knows what to do for. */
    SG0214,
    /** A number in an annotation that is too small or too large. */
    SG0215,
    /** A call that no handler can answer: what it is given, or what it returns, cannot go to another process. */
    SG0216,
    /** An entry of a redirection that is none, or that contradicts another. */
    SG0217,

    /** No source of header facts knows a header or function; the message names three ways out. */
    SG0301,
    /** The configured jextract is missing or cannot be started. */
    SG0302,
    /** jextract ended with an error. */
    SG0303,
    /** jextract did not end within its time limit. */
    SG0304,
    /** jextract's output is not what a jextract leaves behind. */
    SG0305,
    /** A header cannot be found. */
    SG0306,
    /** A header does not parse. */
    SG0307,
    /** Headers that do not parse together in any order. */
    SG0308,
    /** A catalogue file that is damaged or of another format version. */
    SG0309,
    /** A jextract that the environment names does not work, and the catalogue is used instead. */
    SG0310,

    /** No C compiler. */
    SG0401,
    /** The C compiler refused what shimgen generated. */
    SG0402,
    /** The linked library's symbols are not the planned ones. */
    SG0403,
    /** The C library, or another library, cannot be found or is not an ELF file. */
    SG0404,
    /** The C headers are not installed. */
    SG0405,
    /** The C compiler did not end within its time limit. */
    SG0406,
    /** A target that shimgen does not know by name. */
    SG0407,
    /** No C compiler for the target. */
    SG0408,
    /** The C compiler that is named compiles for another platform than the target. */
    SG0409,

    /** An output folder or file cannot be written. */
    SG0501,
    /** A file cannot be read. */
    SG0502,

    /** The command to run is missing or cannot be started. */
    SG0601,
    /** The shim that a command is to run under has not been built. */
    SG0602,
    /** A parameter has a value that it cannot have. */
    SG0603,
    /** The command ran, and ended with another exit status than 0. */
    SG0604,
    /** A program that a command runs bypasses every preload library: it is static, or makes system calls itself. */
    SG0606,
    /**
     * The dynamic linker does not load the shim into a program: it is for another machine, or runs with added
     * privileges.
     */
    SG0607,
    /** The file that a trace is to go to cannot be written. */
    SG0608,
    /** No JDK was found that can read events. */
    SG0609,
    /** An audit needs strace, and it is missing or cannot be started. */
    SG0610,
    /** strace may not trace processes here. */
    SG0611,
    /** strace ended before the command that it watched, so the audit is incomplete. */
    SG0612,
    /** The shim wraps no function that makes a system call, so no system call can go past it. */
    SG0613,
    /** System calls went past the shim, and the audit was told to fail then. */
    SG0614,

    /** No function is selected, or selections contradict each other. */
    SG0701,
    /** A name that the interface to write cannot have. */
    SG0702,
    /** A program whose imports are asked for, and that is missing or is no ELF file. */
    SG0703,
    /** A program for another platform than the library's. */
    SG0704,
    /** A program that imports nothing from the C library. */
    SG0705,
    /** A selected function that neither the headers nor the library have. */
    SG0706,
    /** A selected header that is unknown, or that declares no function which the library exports. */
    SG0707,
    /** The file to write exists. */
    SG0708,
    /** Nothing that is selected can be wrapped. */
    SG0709,

    /** The project is compiled for a Java release that has no foreign function API. */
    SG0801,
    /** The runtime of the Java bindings is not on the project's class path. */
    SG0802,
}

package dev.shimgen.generator.audit;

/** Why a program ran without the shim. */
enum Gap {
    STATIC("static program", "it has no dynamic linker, so no preload library is loaded"),
    OTHER_ABI("other ABI", "it is a program for another machine, word size or libc than the shim; build one for it"),
    CLEANED_ENVIRONMENT(
            "no LD_PRELOAD", "it was started without the variable (env -i, sudo, a service manager); set it there"),
    SET_USER_ID("set-user-ID", "the dynamic linker ignores LD_PRELOAD for it: ld.so(8), secure-execution mode"),
    NOT_LOADED(
            "not loaded",
            "LD_PRELOAD names the shim, but the dynamic linker did not load it: the program has capabilities (man 8 getcap),"
                    + " which make it ignore the variable, or it may not read the file");

    private final String label;
    private final String explanation;

    Gap(String label, String explanation) {
        this.label = label;
        this.explanation = explanation;
    }

    /** {@return a few words for a table} */
    String label() {
        return label;
    }

    /** {@return a clause whose subject "it" is the program} */
    String explanation() {
        return explanation;
    }
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.OneOf;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Variables of the environment. */
public interface Environment {

    /** {@code getenv(3)}: {@code NULL}: there is none. */
    @Fails(Fails.When.NEVER)
    Pointer getenv(@Text String name);

    /** {@code secure_getenv(3)}: {@code NULL} in a setuid program too. */
    @Fails(Fails.When.NEVER)
    Pointer secure_getenv(@Text String name);

    /** {@code setenv(3)}. */
    int setenv(@Text String name, @Text String value, int overwrite);

    /** {@code unsetenv(3)}. */
    int unsetenv(@Text String name);

    /** {@code putenv(3)}: {@code string} becomes part of the environment. */
    int putenv(Pointer string);

    /** {@code clearenv(3)}. */
    int clearenv();

    /** {@code getauxval(3)}. */
    long getauxval(
            @OneOf({
                        "AT_BASE",
                        "AT_CLKTCK",
                        "AT_EGID",
                        "AT_ENTRY",
                        "AT_EUID",
                        "AT_EXECFN",
                        "AT_FLAGS",
                        "AT_GID",
                        "AT_HWCAP",
                        "AT_PAGESZ",
                        "AT_PHDR",
                        "AT_PHENT",
                        "AT_PHNUM",
                        "AT_PLATFORM",
                        "AT_RANDOM",
                        "AT_SECURE",
                        "AT_SYSINFO_EHDR",
                        "AT_UID"
                    })
                    long type);
}

package dev.shimgen.spec.libc;

import dev.shimgen.spec.Fails;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Text;

/** Walks over directory trees, and names from patterns. */
public interface FileTrees {

    /** {@code ftw(3)}: {@code fn} is the function that is called for each file. */
    int ftw(@Path String dirpath, Pointer fn, int nopenfd);

    /** {@code nftw(3)}: with flags. */
    int nftw(
            @Path String dirpath,
            Pointer fn,
            int nopenfd,
            @Flags({"FTW_PHYS", "FTW_MOUNT", "FTW_CHDIR", "FTW_DEPTH", "FTW_ACTIONRETVAL"}) int flags);

    /** {@code glob(3)}: the result is 0 or one of {@code GLOB_NOSPACE}, {@code GLOB_ABORTED}, {@code GLOB_NOMATCH}; {@code errno} says nothing. */
    @Fails(Fails.When.NEVER)
    int glob(
            @Text String pattern,
            @Flags({
                        "GLOB_ERR",
                        "GLOB_MARK",
                        "GLOB_NOSORT",
                        "GLOB_DOOFFS",
                        "GLOB_NOCHECK",
                        "GLOB_APPEND",
                        "GLOB_NOESCAPE",
                        "GLOB_PERIOD",
                        "GLOB_ALTDIRFUNC",
                        "GLOB_BRACE",
                        "GLOB_NOMAGIC",
                        "GLOB_TILDE",
                        "GLOB_ONLYDIR"
                    })
                    int flags,
            Pointer errfunc,
            Pointer pglob);

    /** {@code globfree(3)}. */
    void globfree(Pointer pglob);

    /** {@code fts_open(3)}. */
    Pointer fts_open(
            @Text Pointer path_argv,
            @Flags({
                        "FTS_COMFOLLOW",
                        "FTS_LOGICAL",
                        "FTS_NOCHDIR",
                        "FTS_NOSTAT",
                        "FTS_PHYSICAL",
                        "FTS_SEEDOT",
                        "FTS_XDEV"
                    })
                    int options,
            Pointer compar);

    /** {@code fts_read(3)}: the next file; {@code NULL} at the end, with {@code errno} 0. */
    Pointer fts_read(Pointer ftsp);

    /** {@code fts_children(3)}. */
    Pointer fts_children(Pointer ftsp, int instr);

    /** {@code fts_set(3)}. */
    int fts_set(Pointer ftsp, Pointer f, int instr);

    /** {@code fts_close(3)}. */
    int fts_close(Pointer ftsp);
}

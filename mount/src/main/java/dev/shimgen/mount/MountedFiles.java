package dev.shimgen.mount;

import dev.shimgen.spec.Mount;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Redirect;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.libc.Directories;
import dev.shimgen.spec.libc.ExtendedAttributes;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileOpen;
import dev.shimgen.spec.libc.FileSize;
import dev.shimgen.spec.libc.FileStatus;
import dev.shimgen.spec.libc.FileSync;
import dev.shimgen.spec.libc.FileTimes;
import dev.shimgen.spec.libc.FileTrees;
import dev.shimgen.spec.libc.FileWatches;
import dev.shimgen.spec.libc.Links;
import dev.shimgen.spec.libc.MakeNodes;
import dev.shimgen.spec.libc.Permissions;
import dev.shimgen.spec.libc.Processes;
import dev.shimgen.spec.libc.TemporaryFiles;

/** Whatever takes the name of a file, or says that one is safe: the shim of programs in which something is mounted. */
@Shim("mounted")
@Mount
@Redirect
@Partial
public interface MountedFiles
        extends Directories,
                ExtendedAttributes,
                FileAccess,
                FileOpen,
                FileSize,
                FileStatus,
                FileSync,
                FileTimes,
                FileTrees,
                FileWatches,
                Links,
                MakeNodes,
                Permissions,
                Processes,
                TemporaryFiles {}

package dev.shimgen.samples.filetrace;

import dev.shimgen.spec.PassThrough;
import dev.shimgen.spec.Pointer;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Trace;
import dev.shimgen.spec.libc.Descriptors;
import dev.shimgen.spec.libc.Directories;
import dev.shimgen.spec.libc.ExtendedAttributes;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileHandles;
import dev.shimgen.spec.libc.FileOpen;
import dev.shimgen.spec.libc.FileSize;
import dev.shimgen.spec.libc.FileStatus;
import dev.shimgen.spec.libc.FileTimes;
import dev.shimgen.spec.libc.FileTrees;
import dev.shimgen.spec.libc.FileWatches;
import dev.shimgen.spec.libc.Links;
import dev.shimgen.spec.libc.MakeNodes;
import dev.shimgen.spec.libc.MountTrees;
import dev.shimgen.spec.libc.Mounts;
import dev.shimgen.spec.libc.Permissions;
import dev.shimgen.spec.libc.ProcessStart;
import dev.shimgen.spec.libc.Processes;
import dev.shimgen.spec.libc.SystemFiles;
import dev.shimgen.spec.libc.TemporaryFiles;

/**
 * Which files does a program ask for? Traces the calls of libc that take a file name, and those without which nobody knows what
 * a relative name stands for: what starts processes, and what copies descriptors.
 */
@Shim("filetrace")
@Trace
public interface FileTrace
        extends FileStatus,
                FileOpen,
                FileAccess,
                FileHandles,
                FileSize,
                FileTimes,
                FileTrees,
                FileWatches,
                Links,
                Directories,
                MakeNodes,
                TemporaryFiles,
                Permissions,
                ExtendedAttributes,
                Processes,
                ProcessStart,
                Descriptors,
                Mounts,
                MountTrees,
                SystemFiles {

    /**
     * {@code readdir(3)}: no file is asked for by it. That a folder is read is told by {@code opendir}; an event for each name in it
     * would be most of what find(1) does.
     */
    @Override
    @PassThrough
    Pointer readdir(Pointer dirp);

    /** {@code readdir_r(3)}: neither. */
    @Override
    @PassThrough
    int readdir_r(Pointer dirp, Pointer entry, Pointer result);
}

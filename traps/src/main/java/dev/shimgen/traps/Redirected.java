package dev.shimgen.traps;

import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Redirect;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.libc.*;

/** Names of files that stand for others, in all functions that take some: row 69. */
@Shim("redirected")
@Redirect({"/shimgen-a=/tmp/shimgen-b"})
@Partial
public interface Redirected
        extends Directories,
                DynamicLoading,
                ExtendedAttributes,
                FileAccess,
                FileHandles,
                FileOpen,
                FileSize,
                FileStatus,
                FileTimes,
                FileTrees,
                FileWatches,
                Links,
                LoginRecords,
                MakeNodes,
                MountTable,
                Mounts,
                Permissions,
                Processes,
                Sockets,
                SpawnActions,
                SystemFiles,
                SystemVIpc,
                TemporaryFiles {}

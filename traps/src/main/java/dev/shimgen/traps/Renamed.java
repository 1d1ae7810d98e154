package dev.shimgen.traps;

import dev.shimgen.spec.Buffer;
import dev.shimgen.spec.Flags;
import dev.shimgen.spec.Handle;
import dev.shimgen.spec.Mode;
import dev.shimgen.spec.Out;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Path;
import dev.shimgen.spec.Redirect;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Struct;
import dev.shimgen.spec.Trace;

/** Names that stand for others, in calls that are told of and that Java answers: {@code RenamedTest}. */
@Shim("renamed")
@Redirect
@Trace
@Handle
@Partial
public interface Renamed {

    int stat(@Path String path, @Out(show = "st_size") Struct status);

    int open(@Path String path, @Flags("O_") int flags, @Mode int mode);

    int chdir(@Path String path);

    String getcwd(@Buffer(length = "size") byte[] buf, long size);
}

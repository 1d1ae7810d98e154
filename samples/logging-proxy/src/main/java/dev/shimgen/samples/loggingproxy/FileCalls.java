package dev.shimgen.samples.loggingproxy;

import dev.shimgen.spec.Handle;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileOpen;
import dev.shimgen.spec.libc.FileStatus;

/** The calls by which programs look at files and open them, each of which Java may answer. */
@Shim("filecalls")
@Handle
@Partial
public interface FileCalls extends FileStatus, FileAccess, FileOpen {}

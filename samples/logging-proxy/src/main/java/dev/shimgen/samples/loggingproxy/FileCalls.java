package dev.shimgen.samples.loggingproxy;

import dev.shimgen.spec.Handle;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.libc.FileAccess;
import dev.shimgen.spec.libc.FileOpen;
import dev.shimgen.spec.libc.FileStatus;
import dev.shimgen.spec.libc.Links;

/** The calls by which programs look at files, open them, and change their names: Java may answer each of them. */
@Shim("filecalls")
@Handle
@Partial
public interface FileCalls extends FileStatus, FileAccess, FileOpen, Links {}

package it;

import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Trace;
import dev.shimgen.spec.libc.FileOpen;

@Shim("second")
@Trace
public interface Second extends FileOpen {}

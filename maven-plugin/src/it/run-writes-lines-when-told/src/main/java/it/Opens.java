package it;

import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Trace;
import dev.shimgen.spec.libc.FileOpen;

@Shim("opens")
@Trace
public interface Opens extends FileOpen {}

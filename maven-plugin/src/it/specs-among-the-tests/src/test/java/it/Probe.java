package it;

import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Shim;
import dev.shimgen.spec.Trace;

@Shim("probe")
@Trace
@Partial
public interface Probe extends Access {}

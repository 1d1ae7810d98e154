package dev.shimgen.traps;

import dev.shimgen.spec.Handle;
import dev.shimgen.spec.Partial;
import dev.shimgen.spec.Shim;

/** The same, where Java may answer each call. */
@Shim("handled")
@Handle
@Partial
public interface Handled extends Traps {}

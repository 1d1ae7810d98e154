package dev.shimgen.generator.audit;

/** System calls that the report need not tell apart: they have the same name and the same origin. */
record CallKey(String call, Origin origin) {}

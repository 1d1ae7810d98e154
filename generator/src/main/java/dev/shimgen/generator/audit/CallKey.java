package dev.shimgen.generator.audit;

/** System calls that need not be told apart: of one name and one origin. */
record CallKey(String call, Origin origin) {}

package dev.shimgen.generator.header;

import java.util.List;
import java.util.SortedSet;

/**
 * What a run needs to know of the headers.
 *
 * @param functions the functions' names
 * @param constantPrefixes how the names of the wanted constants begin; a whole name is allowed, too
 * @param headers headers the author names in addition to those of libc
 */
public record HeaderRequest(SortedSet<String> functions, SortedSet<String> constantPrefixes, List<String> headers) {}

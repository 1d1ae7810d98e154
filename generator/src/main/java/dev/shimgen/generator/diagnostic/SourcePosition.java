package dev.shimgen.generator.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text file.
 *
 * @param file the file's path as the user knows it, relative where possible
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units; a tab counts as one
 * @param text the whole source line without its line end, or {@code null} when it is not at hand
 */
public record SourcePosition(
        String file, long line, long column, @Nullable String text) {}

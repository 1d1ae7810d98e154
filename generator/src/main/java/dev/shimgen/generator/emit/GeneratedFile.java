package dev.shimgen.generator.emit;

/**
 * A file to write.
 *
 * @param path relative to the output folder, with {@code /}
 * @param text its content, LF line ends
 */
public record GeneratedFile(String path, String text) {}

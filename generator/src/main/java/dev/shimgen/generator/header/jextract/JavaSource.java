package dev.shimgen.generator.header.jextract;

/**
 * A generated Java file.
 *
 * @param file its path below the folder that jextract wrote to, for messages
 * @param text all of it
 */
record JavaSource(String file, String text) {}

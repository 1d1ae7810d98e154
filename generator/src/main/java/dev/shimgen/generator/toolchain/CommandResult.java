package dev.shimgen.generator.toolchain;

/**
 * How a command ended.
 *
 * @param exitCode 0 to 255; 128 plus the signal's number if a signal ended it
 * @param stdout its standard output, read as UTF-8
 * @param stderr its standard error, read as UTF-8
 */
public record CommandResult(int exitCode, String stdout, String stderr) {

    public boolean ok() {
        return exitCode == 0;
    }
}

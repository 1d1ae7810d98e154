package dev.shimgen.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A variable on a command line: {@code LANG=C}. */
record EnvironmentVariable(String name, String value) {

    /** Reads one. */
    static final class Text implements ITypeConverter<EnvironmentVariable> {

        @Override
        public EnvironmentVariable convert(String text) {
            int end = text.indexOf('=');
            if (end < 1) {
                throw new TypeConversionException("'" + text + "' sets no variable: NAME=VALUE, as in LANG=C");
            }
            return new EnvironmentVariable(text.substring(0, end), text.substring(end + 1));
        }
    }
}

package dev.shimgen.samples.filetrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the shim wrote.
 *
 * @param calls of all processes
 * @param foreign lines that are no trace of a call; there should be none
 */
record TraceLog(List<Call> calls, List<String> foreign) {

    private static final Pattern LINE = Pattern.compile("\\[\\d+] (\\w+\\(.*)");

    /** Reads the files {@code trace.<pid>} of a folder. */
    static TraceLog read(Path folder) throws IOException {
        List<Call> calls = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("trace."))
                    .sorted()
                    .toList()) {
                // ISO 8859-1: file names are bytes.
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher matcher = LINE.matcher(line);
                    if (matcher.matches()) {
                        calls.add(Call.parse(matcher.group(1)));
                    } else {
                        foreign.add(line);
                    }
                }
            }
        }
        return new TraceLog(List.copyOf(calls), List.copyOf(foreign));
    }
}

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

/** What {@code strace -ff -k -ttt -e trace=%file} wrote: one file for each thread, a stack below each call. */
final class StraceLog {

    private static final Pattern FRAME = Pattern.compile(" > (\\S+?)\\((\\S*?)(?:\\+0x[0-9a-f]+)?\\) \\[.*");
    private static final Pattern CALL = Pattern.compile("[0-9.]+ (\\w+\\(.*)");

    private StraceLog() {}

    /** Reads the files {@code strace.<tid>} of a folder; signals and exits are left out. */
    static List<SystemCall> read(Path folder) throws IOException {
        List<SystemCall> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("strace."))
                    .sorted()
                    .toList()) {
                calls.addAll(parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return calls;
    }

    /** {@return the very first call, by which strace started the program; process numbers can wrap around} */
    static SystemCall first(Path folder) throws IOException {
        List<String> earliest = List.of();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("strace."))
                    .toList()) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
                if (!lines.isEmpty() && (earliest.isEmpty() || seconds(lines.get(0)) < seconds(earliest.get(0)))) {
                    earliest = lines;
                }
            }
        }
        return parse(earliest).get(0);
    }

    private static double seconds(String line) {
        return Double.parseDouble(line.substring(0, line.indexOf(' ')));
    }

    private static List<SystemCall> parse(List<String> lines) {
        List<SystemCall> calls = new ArrayList<>();
        List<SystemCall.Frame> stack = new ArrayList<>();
        for (String line : lines) {
            Matcher frame = FRAME.matcher(line);
            if (frame.matches()) {
                stack.add(new SystemCall.Frame(frame.group(1), frame.group(2)));
            } else if (!line.startsWith(" >")) {
                // The frames of a signal's or an exit's line belong to no call.
                stack = new ArrayList<>();
                Matcher call = CALL.matcher(line);
                if (call.matches()) {
                    calls.add(new SystemCall(Call.parse(call.group(1)), stack));
                }
            }
        }
        return calls;
    }
}

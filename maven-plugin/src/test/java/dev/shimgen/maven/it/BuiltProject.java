package dev.shimgen.maven.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A project of {@code src/it} after its build, for the scripts that check it. */
public final class BuiltProject {

    /** A message may go on over some lines, before the source line and the caret. */
    private static final int MESSAGE_LINES = 12;

    private static final String INDEX = ".shimgen.sha256";

    private final Path folder;
    private final List<String> log;

    public BuiltProject(File folder) throws IOException {
        this.folder = folder.toPath();
        this.log = Files.readAllLines(this.folder.resolve("build.log"));
    }

    /** Checks that the build printed an error at a place, in javac's form: the message, the source line, a caret below. */
    public void hasError(String file, int line, int column, String code, String... parts) throws IOException {
        String start = file + ":" + line + ":" + column + ": error: [" + code + "] ";
        int at = indexOf(start, parts);
        String source = Files.readAllLines(folder.resolve(file)).get(line - 1);
        int shown = at + 1;
        while (shown < log.size() && !log.get(shown).endsWith(source)) {
            shown++;
        }
        check(shown + 1 < log.size(), "the source line is shown below: " + source);
        int margin = log.get(shown).length() - source.length();
        check(log.get(shown + 1).indexOf('^') == margin + column - 1, "a caret stands below column " + column);
        check(log.stream().noneMatch(l -> l.contains("\tat ")), "no stack trace is shown");
    }

    /** Checks that the build printed an error that has no place. */
    public void hasError(String code, String... parts) {
        indexOf(" error: [" + code + "] ", parts);
        check(log.stream().noneMatch(l -> l.contains("\tat ")), "no stack trace is shown");
    }

    private int indexOf(String start, String... parts) {
        for (int i = 0; i < log.size(); i++) {
            if (!log.get(i).contains(start)) {
                continue;
            }
            check(logCount(log.get(i).substring(log.get(i).indexOf(start))) == 1, "is printed once: " + log.get(i));
            String message = String.join("\n", log.subList(i, Math.min(log.size(), i + MESSAGE_LINES)));
            if (Arrays.stream(parts).allMatch(message::contains)) {
                return i;
            }
        }
        throw new AssertionError("the log has no line with " + start + " and " + Arrays.toString(parts) + "; it has "
                + log.stream().filter(l -> l.contains("[SG")).toList());
    }

    public void logHas(String text) {
        check(logCount(text) > 0, "the log says: " + text);
    }

    public void logMatches(String pattern) {
        check(
                log.stream()
                        .anyMatch(line -> Pattern.compile(pattern).matcher(line).find()),
                "the log has a line like " + pattern);
    }

    public void logHasNot(String text) {
        check(logCount(text) == 0, "the log does not say: " + text);
    }

    public long logCount(String text) {
        return log.stream().filter(line -> line.contains(text)).count();
    }

    public void hasFile(String path) {
        check(Files.isRegularFile(folder.resolve(path)), "there is a file " + path);
    }

    public void hasNoFile(String path) {
        check(!Files.exists(folder.resolve(path)), "there is no file " + path);
    }

    /** Checks that a run that failed from the start left nothing at all. */
    public void hasNoGeneratedFiles() throws IOException {
        Path target = folder.resolve("target");
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> files = Files.walk(target)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            check(found.isEmpty(), "nothing was written, but there is " + found);
        }
    }

    /** Checks that a folder holds what the last successful run wrote, and nothing else. */
    public void generatedFilesAreUntouched(String path) throws Exception {
        Path root = folder.resolve(path);
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(root.resolve(INDEX))) {
            String[] hashAndName = line.split("  ", 2);
            expected.put(hashAndName[1], hashAndName[0]);
        }
        check(!expected.isEmpty(), "an earlier run wrote files to " + path);
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.put(root.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        found.remove(INDEX);
        check(
                found.equals(expected),
                "the files in " + path + " are those of the earlier run: " + expected.keySet() + ", found: "
                        + found.keySet());
    }

    /** The names that a library exports, as {@code nm} of binutils has them. */
    public List<String> dynamicSymbols(String path) throws Exception {
        Process nm = new ProcessBuilder(
                        "nm",
                        "-D",
                        "--defined-only",
                        "--format=posix",
                        folder.resolve(path).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> names = new String(nm.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
        check(nm.waitFor() == 0, "nm reads " + path);
        return names;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }
}

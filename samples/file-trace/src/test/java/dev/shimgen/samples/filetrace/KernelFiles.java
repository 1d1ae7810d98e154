package dev.shimgen.samples.filetrace;

import dev.shimgen.samples.filetrace.Dependencies.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What became of files by what {@code strace -ff -y -ttt -e trace=%file,%process,fchdir} wrote: the lists of {@link Dependencies}, made
 * of system calls.
 */
final class KernelFiles {

    /** What {@code strace} adds to descriptors, {@code AT_FDCWD</tmp>}; names with such brackets are none of ours. */
    private static final Pattern FOLDER = Pattern.compile("(?:AT_FDCWD|\\d+)<([^>]*)>");

    private static final Pattern LINE = Pattern.compile("([0-9.]+) ((\\w+)\\(.*)");

    /**
     * A file.
     *
     * @param calls the names of the system calls that had its name
     */
    record Seen(Kind kind, Set<String> calls) {}

    private record Line(String process, double time, String name, String text) {}

    private final Map<String, String> folders = new HashMap<>();
    private final Map<String, StringBuilder> uses = new TreeMap<>();
    private final Map<String, Set<String>> calls = new HashMap<>();
    private final String start;

    private KernelFiles(String start) {
        this.start = start;
    }

    /**
     * Reads the files {@code strace.<tid>} of a folder.
     *
     * @param start where the first program was started
     */
    static Map<String, Seen> read(Path folder, Path start) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String process = file.getFileName().toString().replaceFirst(".*\\.", "");
                for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher line = LINE.matcher(text);
                    if (line.matches()) {
                        lines.add(new Line(process, Double.parseDouble(line.group(1)), line.group(3), line.group(2)));
                    }
                }
            }
        }
        lines.sort(Comparator.comparingDouble(Line::time));
        KernelFiles kernel = new KernelFiles(start.toString());
        lines.forEach(kernel::accept);
        Map<String, Seen> seen = new TreeMap<>();
        kernel.uses.forEach((file, uses) -> seen.put(file, new Seen(kind(uses.toString()), kernel.calls.get(file))));
        return seen;
    }

    private void accept(Line line) {
        if (List.of("clone", "clone3", "fork", "vfork").contains(line.name())) {
            folders.put(line.text().replaceFirst(".* = ", ""), folder(line));
            return;
        }
        Call call = Call.parse(line.text());
        boolean missing = line.text().contains(" = -1 ENOENT ") || line.text().contains(" = -1 ENOTDIR ");
        List<String> files = files(line, call);
        files.forEach(
                file -> calls.computeIfAbsent(file, key -> new HashSet<>()).add(line.name()));
        if (line.name().equals("fchdir")) {
            Matcher folder = FOLDER.matcher(line.text());
            if (folder.find()) {
                folders.put(line.process(), folder.group(1));
            }
        } else if (line.name().equals("chdir") && !call.failed()) {
            folders.put(line.process(), files.get(0));
        }
        switch (line.name()) {
            case "openat", "open" -> {
                boolean writes = line.text().contains("O_WRONLY")
                        || line.text().contains("O_RDWR")
                        || line.text().contains("O_CREAT");
                if (writes && !call.failed()) {
                    boolean reads =
                            line.text().contains("O_RDWR") && !line.text().contains("O_CREAT");
                    use(files, reads ? "rw" : "w");
                } else if (!writes || !line.text().contains("O_CREAT") || !missing) {
                    use(files, missing ? "m" : call.failed() || writes ? "p" : "r");
                }
            }
            case "execve" -> use(files, missing ? "m" : call.failed() ? "p" : "r");
            case "unlink", "unlinkat", "rmdir" -> use(files, call.failed() ? "" : "d");
            case "rename", "renameat", "renameat2" -> {
                if (!call.failed()) {
                    use(files.subList(0, 1), "rd");
                    use(files.subList(1, 2), "w");
                }
            }
            case "mkdir", "mkdirat", "chmod", "fchmodat", "utimensat" -> use(files, call.failed() ? "" : "w");
            case "getcwd" -> {}
            default -> use(files, missing ? "m" : "p");
        }
    }

    private String folder(Line line) {
        return folders.getOrDefault(line.process(), start);
    }

    private List<String> files(Line line, Call call) {
        List<String> from = FOLDER.matcher(line.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < call.paths().size(); i++) {
            boolean isBelow = line.name().matches(".*at[2]?") || line.name().equals("statx");
            String folder = isBelow && i < from.size() ? from.get(i) : folder(line);
            String path = call.paths().get(i);
            files.add(FileNames.normal(path.startsWith("/") ? path : folder + "/" + path));
        }
        return files;
    }

    private void use(List<String> files, String letters) {
        files.forEach(
                file -> uses.computeIfAbsent(file, key -> new StringBuilder()).append(letters));
    }

    /** r is read, w written, p probed, m missing, d removed. */
    private static Kind kind(String uses) {
        boolean original = uses.matches("[rpd].*");
        boolean gone = uses.lastIndexOf('d') > uses.lastIndexOf('w');
        if (gone) {
            return original ? Kind.REMOVED : Kind.TEMPORARY;
        }
        if (uses.contains("w")) {
            return Kind.WRITTEN;
        }
        return uses.contains("r") ? Kind.READ : uses.contains("p") ? Kind.PROBED : Kind.MISSING;
    }
}

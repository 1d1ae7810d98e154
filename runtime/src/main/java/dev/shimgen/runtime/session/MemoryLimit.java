package dev.shimgen.runtime.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory this process's control group may have. A session's memory counts for it, and who takes too much is not refused
 * but killed: cgroups(7), and the kernel's notes on {@code memory.max} (version 2) and {@code memory.limit_in_bytes} (version 1).
 */
final class MemoryLimit {

    private static final String UNLIMITED = "max";

    /** The fields of a line of /proc/self/cgroup: the hierarchy's number, its controllers and the path. */
    private static final int FIELDS = 3;

    private MemoryLimit() {}

    /** {@return the bytes that this process's group may have; empty if there is no limit, or none that is known} */
    static OptionalLong ofThisProcess() {
        return of(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * {@return the least limit of a group and those that it is in}
     *
     * @param groups as /proc/self/cgroup
     * @param root where the control groups are mounted
     */
    static OptionalLong of(Path groups, Path root) {
        try (Stream<String> lines = Files.lines(groups)) {
            return lines.map(line -> line.split(":", FIELDS))
                    .filter(fields -> fields.length == FIELDS)
                    .flatMap(fields -> limits(fields, root))
                    .mapToLong(Long::parseLong)
                    .min();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty(); // without /proc, or without control groups: nothing is known of a limit
        }
    }

    private static Stream<String> limits(String[] fields, Path root) {
        List<String> controllers = List.of(fields[1].split(",", -1));
        if (fields[1].isEmpty()) {
            return limits(root, fields[2], "memory.max");
        }
        return controllers.contains("memory")
                ? limits(root.resolve("memory"), fields[2], "memory.limit_in_bytes")
                : Stream.of();
    }

    /** The limits of a group and of those around it. In a container its path may be one of outside: then the root is its own. */
    private static Stream<String> limits(Path root, String path, String file) {
        Path group = root.resolve(path.substring(1)).normalize();
        return Stream.iterate(group, folder -> folder != null && folder.startsWith(root), Path::getParent)
                .map(folder -> folder.resolve(file))
                .filter(Files::isReadable)
                .map(MemoryLimit::read)
                .filter(limit -> !limit.equals(UNLIMITED));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return UNLIMITED; // the group has been removed meanwhile
        }
    }
}

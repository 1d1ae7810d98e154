package dev.shimgen.samples.filetrace;

import dev.shimgen.runtime.event.DescriptorPaths;
import dev.shimgen.runtime.event.DescriptorUse;
import dev.shimgen.runtime.event.OpenFile;
import dev.shimgen.runtime.event.ProcessFamily;
import dev.shimgen.runtime.event.TraceEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows which file a name means: follows the current folder of each process, which its children inherit, and the folders that
 * descriptors stand for.
 *
 * <p>Names are absolute, without {@code .} and {@code ..}. Symbolic links are as they were passed, so {@code link/..} is the
 * folder that has the link. They are strings, since a {@link java.nio.file.Path} has no place for a byte that the locale does not
 * know.
 */
final class FileNames {

    static final int AT_FDCWD = -100;

    private final String start;
    private final ProcessFamily family = new ProcessFamily();
    private final DescriptorPaths descriptors = new DescriptorPaths();
    private final Map<ProcessFamily.Member, String> folders = new HashMap<>();

    /** Where open files are, by themselves: two that have the same name may have been opened in different folders. */
    private final Map<OpenFile, String> files = new IdentityHashMap<>();

    /** Folders that were opened as streams, by process and address, until their descriptors are asked for. */
    private final Map<String, String> streams = new HashMap<>();

    /**
     * Begins.
     *
     * @param start the folder in which the first program is started
     */
    FileNames(String start) {
        this.start = start;
    }

    /**
     * Where a call was made.
     *
     * @param process who has made it
     * @param folder the current folder then
     */
    record Scene(FileNames names, TraceEvent event, DescriptorUse use, ProcessFamily.Member process, String folder) {

        /** {@return the file that a name means, seen from the current folder} */
        Optional<String> file(String name) {
            return file(AT_FDCWD, name);
        }

        /**
         * {@return the file that a name means, seen from a folder; empty if nobody knows which folder that is}
         *
         * @param descriptor the folder's, or {@code AT_FDCWD}
         * @param name may be {@code null}, where it could not be read, and empty for the descriptor itself
         */
        Optional<String> file(int descriptor, String name) {
            if (name == null) {
                return Optional.empty();
            }
            if (name.startsWith("/")) {
                return Optional.of(normal(name));
            }
            Optional<String> from = descriptor == AT_FDCWD ? Optional.of(folder) : open(descriptor);
            return from.map(known -> name.isEmpty() ? known : normal(known + "/" + name));
        }

        /** {@return what a descriptor among the arguments stands for; empty if that was opened where nobody saw it} */
        Optional<String> open(int descriptor) {
            return use.arguments().entrySet().stream()
                    .filter(argument -> (int) event.value(argument.getKey()) == descriptor)
                    .flatMap(argument -> Stream.ofNullable(names.files.get(argument.getValue())))
                    .findFirst();
        }
    }

    /** Learns from an event, and tells where it was. Events come in the order in which a session has them. */
    Scene accept(TraceEvent event, FileTraceEvent call) {
        DescriptorUse use = descriptors.accept(event);
        ProcessFamily.Member process = family.accept(event);
        Scene scene = new Scene(this, event, use, process, folder(process));
        if (!event.returned() || event.failed()) {
            return scene;
        }
        switch (call) {
            case FileTraceEvent.Chdir change ->
                scene.file(change.path()).ifPresent(folder -> folders.put(process, folder));
            case FileTraceEvent.Fchdir change ->
                scene.open(change.fd()).ifPresent(folder -> folders.put(process, folder));
            case FileTraceEvent.Fork fork -> inherits(fork.result(), scene);
            case FileTraceEvent.Fork_ fork -> inherits(fork.result(), scene);
            case FileTraceEvent.Open open -> opened(scene, scene.file(open.path()));
            case FileTraceEvent.Openat open -> opened(scene, scene.file(open.dirfd(), open.path()));
            case FileTraceEvent.Opendir open ->
                scene.file(open.name()).ifPresent(folder -> streams.put(stream(event, open.result()), folder));
            case FileTraceEvent.Fdopendir open ->
                scene.open(open.fd()).ifPresent(folder -> streams.put(stream(event, open.result()), folder));
            case FileTraceEvent.Dirfd stream ->
                opened(scene, Optional.ofNullable(streams.get(stream(event, stream.dirp()))));
            default -> {}
        }
        return scene;
    }

    /** A child has its parent's folder as it was at the fork: this comes in time, since the parent goes on only now. */
    private void inherits(int child, Scene parent) {
        if (child > 0) {
            family.member(child).ifPresent(member -> folders.putIfAbsent(member, parent.folder()));
        }
    }

    private String folder(ProcessFamily.Member process) {
        String known = folders.get(process);
        if (known == null) {
            known = process.parent().map(this::folder).orElse(start);
            folders.put(process, known);
        }
        return known;
    }

    private void opened(Scene scene, Optional<String> file) {
        scene.use().result().ifPresent(open -> file.ifPresent(name -> files.put(open, name)));
    }

    private static String stream(TraceEvent event, long address) {
        return event.process() + " " + address;
    }

    /** {@return an absolute name without {@code .} and {@code ..}} */
    static String normal(String absolute) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : absolute.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}

package dev.shimgen.runtime.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows descriptors and streams: which file {@code read(3, …)} has read. Each process has a table of its own, which its
 * children inherit.
 *
 * <p>What is not traced is not known: a descriptor that was open before, came through a socket, or was opened inside of libc.
 */
public final class DescriptorPaths {

    private static final int AT_FDCWD = -100;
    private static final int F_DUPFD = 0;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    /** Calls that open a path, with the index of the directory's descriptor where they have one. */
    private static final Map<String, Integer> OPEN = Map.of(
            "open", -1, "creat", -1, "openat", 0, "mkstemp", -1, "mkostemp", -1, "mkstemps", -1, "mkostemps", -1);

    private static final Map<String, String> OPEN_OTHER = Map.of(
            "memfd_create", "[memory file]",
            "epoll_create", "[epoll]",
            "epoll_create1", "[epoll]",
            "eventfd", "[eventfd]",
            "timerfd_create", "[timerfd]",
            "signalfd", "[signalfd]",
            "inotify_init", "[inotify]",
            "inotify_init1", "[inotify]",
            "pidfd_open", "[pidfd]",
            "userfaultfd", "[userfaultfd]");

    private static final Set<String> READ = words("read pread readv preadv preadv2 recv recvfrom recvmsg");
    private static final Set<String> WRITE = words("write pwrite writev pwritev pwritev2 send sendto sendmsg vmsplice");

    /** Calls that move bytes from one descriptor to another. */
    private static final Map<String, Move> MOVE = Map.of(
            "sendfile", new Move(1, 0),
            "copy_file_range", new Move(0, 2),
            "splice", new Move(0, 2),
            "tee", new Move(0, 1));

    private record Move(int from, int to) {}

    /** Calls with a stream, and where it is. */
    private static final Map<String, Integer> STREAM = streams();

    private record Entry(OpenFile file, long since) {}

    /** What a process has open. */
    private static final class Table {
        final Map<Integer, Entry> descriptors = new HashMap<>();
        final Map<Long, OpenFile> streams = new HashMap<>();
        /** Closed before it was known what was inherited. */
        final Map<Integer, Boolean> closed = new HashMap<>();
        /** Whether it is known what was inherited. */
        boolean complete;

        OpenFile file(int descriptor) {
            Entry entry = descriptors.get(descriptor);
            if (entry == null) {
                // What was closed before is not what was inherited.
                boolean open = !complete && !closed.containsKey(descriptor);
                entry = new Entry(OpenFile.unknown(descriptor, open), Long.MIN_VALUE);
                descriptors.put(descriptor, entry);
            }
            return entry.file();
        }

        void inherit(Table parent) {
            if (complete) {
                return;
            }
            complete = true;
            parent.descriptors.forEach((descriptor, entry) -> {
                Entry own = descriptors.get(descriptor);
                if (own != null && own.since() == Long.MIN_VALUE && own.file().isOpen()) {
                    own.file().is(entry.file());
                } else if (own == null && !closed.containsKey(descriptor)) {
                    descriptors.put(descriptor, new Entry(entry.file(), Long.MIN_VALUE));
                }
            });
            parent.streams.forEach(streams::putIfAbsent);
            closed.clear();
        }

        /** Another thread may have got the number again before this close(2) was seen to return. */
        void close(int descriptor, long began) {
            Entry entry = descriptors.get(descriptor);
            if (entry == null || entry.since() <= began) {
                descriptors.remove(descriptor);
                if (!complete) {
                    closed.put(descriptor, true);
                }
            }
        }

        void closeAll(int first, int last, long began) {
            List.copyOf(descriptors.keySet()).stream()
                    .filter(descriptor -> descriptor >= first && descriptor <= last)
                    .forEach(descriptor -> close(descriptor, began));
        }
    }

    private final ProcessFamily family = new ProcessFamily();
    private final Map<ProcessFamily.Member, Table> tables = new HashMap<>();
    private int pipes;
    private int sockets;

    /** What the last event has opened. */
    private @Nullable OpenFile opened;

    /** {@return what is known of the processes} */
    public ProcessFamily family() {
        return family;
    }

    /** {@return what a descriptor of a process stands for now; empty if nothing is known of the process} */
    public Optional<OpenFile> file(int process, int descriptor) {
        return family.member(process).map(tables::get).map(table -> table.file(descriptor));
    }

    /**
     * Learns from an event. Events come in the order in which a session has them.
     *
     * @return what the call had to do with open files, as it was when it began
     */
    public DescriptorUse accept(TraceEvent event) {
        ProcessFamily.Member actor = family.accept(event);
        Table table = table(actor);
        Map<Integer, OpenFile> arguments = new HashMap<>();
        List<DescriptorUse.Transfer> transfers = transfers(event, table, arguments);
        opened = null;
        change(event, actor, table);
        return new DescriptorUse(arguments, Optional.ofNullable(opened), transfers);
    }

    private Table table(ProcessFamily.Member member) {
        return tables.computeIfAbsent(member, key -> {
            Table table = new Table();
            if (tables.isEmpty()) {
                // The first of all: whoever runs the trace has given it these.
                table.complete = true;
                List<String> names = List.of("[standard input]", "[standard output]", "[standard error]");
                for (int i = 0; i < names.size(); i++) {
                    table.descriptors.put(
                            i, new Entry(new OpenFile(OpenFile.Kind.STANDARD, names.get(i)), Long.MIN_VALUE));
                }
            }
            return table;
        });
    }

    /** What was read and written; the files behind the arguments are put into a map. */
    private static List<DescriptorUse.Transfer> transfers(
            TraceEvent event, Table table, Map<Integer, OpenFile> arguments) {
        String name = name(event);
        List<Long> values = values(event);
        List<DescriptorUse.Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            int place = event.function().place(i);
            if (place >= 0 && event.function().arguments().get(place).isDescriptor()) {
                descriptor(values, i, table, arguments);
            }
        }
        boolean reads = READ.contains(name);
        boolean writes = WRITE.contains(name);
        if (reads || writes) {
            OpenFile file = descriptor(values, 0, table, arguments);
            if (file != null && event.result() > 0) {
                transfers.add(new DescriptorUse.Transfer(file, writes, event.result()));
            }
        }
        Move move = MOVE.get(name);
        if (move != null) {
            OpenFile from = descriptor(values, move.from(), table, arguments);
            OpenFile to = descriptor(values, move.to(), table, arguments);
            if (from != null && to != null && event.result() > 0) {
                transfers.add(new DescriptorUse.Transfer(from, false, event.result()));
                transfers.add(new DescriptorUse.Transfer(to, true, event.result()));
            }
        }
        Integer stream = STREAM.get(name);
        OpenFile streamed = stream == null || stream >= values.size() ? null : table.streams.get(values.get(stream));
        if (stream != null && streamed != null) {
            arguments.put(stream, streamed);
            long bytes = streamBytes(name, event);
            if (bytes > 0) {
                transfers.add(new DescriptorUse.Transfer(streamed, name.startsWith("fwrite"), bytes));
            }
        }
        return transfers;
    }

    /** {@return the arguments of the function's prototype: __fxstat(3) has one more in front of them} */
    private static List<Long> values(TraceEvent event) {
        return IntStream.range(0, event.count()).mapToObj(event::value).toList();
    }

    /** A function for files with long offsets does what the one without does. */
    private static String name(TraceEvent event) {
        String name = event.function().name();
        return name.endsWith("64") && !name.equals("getdents64") ? name.substring(0, name.length() - 2) : name;
    }

    private static long streamBytes(String name, TraceEvent event) {
        return switch (name) {
            case "fread", "fwrite", "fread_unlocked", "fwrite_unlocked" -> event.result() * number(values(event), 1);
            case "getline", "getdelim" -> event.result();
            default -> 0;
        };
    }

    private static @Nullable OpenFile descriptor(
            List<Long> values, int index, Table table, Map<Integer, OpenFile> arguments) {
        int descriptor = index < values.size() ? values.get(index).intValue() : -1;
        if (descriptor < 0) {
            return null; // AT_FDCWD, or what the kernel refuses
        }
        OpenFile file = table.file(descriptor);
        arguments.put(index, file);
        return file;
    }

    private void change(TraceEvent event, ProcessFamily.Member actor, Table table) {
        String name = name(event);
        if (name.equals("vfork")) {
            family.borrower(event).ifPresent(child -> table(child).inherit(table));
            return;
        }
        if (!event.returned() || event.failed()) {
            return;
        }
        List<Long> values = values(event);
        int result = (int) event.result();
        switch (name) {
            case "fork", "_Fork" -> {
                if (result > 0) {
                    family.member(result).ifPresent(child -> table(child).inherit(table));
                }
            }
            case "posix_spawn", "posix_spawnp" ->
                family.spawnedBy(actor).ifPresent(child -> spawn(table, table(child), number(values, 2) != 0));
            case "wait", "waitpid", "wait3", "wait4" -> {
                // What has ended opens nothing any more.
                if (result > 0) {
                    family.member(result)
                            .filter(child -> child.status().isPresent())
                            .ifPresent(tables::remove);
                }
            }
            case "close" -> table.close(number(values, 0), event.began());
            case "closefrom" -> table.closeAll(number(values, 0), Integer.MAX_VALUE, event.began());
            case "close_range" -> {
                if ((number(values, 2) & CLOSE_RANGE_CLOEXEC) == 0) {
                    int last = (int) Math.min(number(values, 1) & 0xffffffffL, Integer.MAX_VALUE);
                    table.closeAll(number(values, 0), last, event.began());
                }
            }
            case "dup" -> open(table, result, table.file(number(values, 0)), event);
            case "dup2", "dup3" -> open(table, number(values, 1), table.file(number(values, 0)), event);
            case "fcntl" -> {
                int command = number(values, 1);
                if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
                    open(table, result, table.file(number(values, 0)), event);
                }
            }
            case "pipe", "pipe2" -> {
                pipes++;
                putAll(table, event, 0, new OpenFile(OpenFile.Kind.PIPE, "[pipe " + pipes + "]"));
            }
            case "socketpair" -> {
                sockets++;
                putAll(table, event, 3, new OpenFile(OpenFile.Kind.SOCKET, "[socket " + sockets + ", pair]"));
            }
            case "socket" -> {
                sockets++;
                open(
                        table,
                        result,
                        new OpenFile(OpenFile.Kind.SOCKET, "[socket " + sockets + family(event) + "]"),
                        event);
            }
            case "accept", "accept4" -> {
                sockets++;
                open(table, result, new OpenFile(OpenFile.Kind.SOCKET, "[socket " + sockets + ", accepted]"), event);
            }
            case "fopen", "freopen", "opendir" ->
                event.paths().stream()
                        .findFirst()
                        .ifPresent(path -> table.streams.put(event.result(), file(OpenFile.Kind.FILE, path)));
            case "tmpfile" -> table.streams.put(event.result(), file(OpenFile.Kind.OTHER, "[temporary file]"));
            case "popen" -> {
                pipes++;
                table.streams.put(event.result(), file(OpenFile.Kind.PIPE, "[pipe " + pipes + "]"));
            }
            case "fdopen", "fdopendir" -> table.streams.put(event.result(), table.file(number(values, 0)));
            case "fclose", "pclose", "closedir" -> table.streams.remove(stream(values));
            case "fileno", "fileno_unlocked", "dirfd" -> {
                OpenFile stream = table.streams.get(stream(values));
                if (stream != null
                        && (!table.descriptors.containsKey(result)
                                || table.file(result).isOpen())) {
                    open(table, result, stream, event);
                }
            }
            default -> opens(event, name, table, result);
        }
    }

    /** An argument; -1 if the event has fewer. */
    private static int number(List<Long> values, int index) {
        return index < values.size() ? values.get(index).intValue() : -1;
    }

    private static long stream(List<Long> values) {
        return values.isEmpty() ? 0 : values.get(0);
    }

    private void opens(TraceEvent event, String name, Table table, int result) {
        Integer directory = OPEN.get(name);
        String other = OPEN_OTHER.get(name);
        if (other != null) {
            open(table, result, file(OpenFile.Kind.OTHER, other), event);
        } else if (directory != null) {
            String path = event.paths().stream().findFirst().orElse("[path that could not be read]");
            int from = directory < 0 ? AT_FDCWD : number(values(event), directory);
            OpenFile folder = from < 0 || path.startsWith("/") ? null : table.file(from);
            String whole = folder != null && folder.kind() == OpenFile.Kind.FILE ? under(folder.name(), path) : path;
            open(table, result, file(OpenFile.Kind.FILE, whole), event);
        }
    }

    private static String under(String folder, String path) {
        return folder.endsWith("/") ? folder + path : folder + "/" + path;
    }

    /** What a child does with its descriptors before it runs stands in file actions, which nobody reads. */
    private static void spawn(Table parent, Table child, boolean actions) {
        if (actions) {
            IntStream.rangeClosed(0, 2)
                    .filter(descriptor -> !child.descriptors.containsKey(descriptor))
                    .forEach(descriptor -> child.closed.put(descriptor, true));
        }
        child.inherit(parent);
        // Streams are memory, which a new program has not.
        child.streams.clear();
    }

    private static OpenFile file(OpenFile.Kind kind, String name) {
        return new OpenFile(kind, name);
    }

    /** Notes a descriptor that is the call's result. */
    private void open(Table table, int descriptor, OpenFile file, TraceEvent event) {
        opened = file;
        put(table, descriptor, file, event);
    }

    private static void put(Table table, int descriptor, OpenFile file, TraceEvent event) {
        if (descriptor >= 0) {
            table.descriptors.put(descriptor, new Entry(file, event.ended()));
        }
    }

    private static void putAll(Table table, TraceEvent event, int argument, OpenFile file) {
        event.numbers(argument).forEach(descriptor -> put(table, descriptor.intValue(), file, event));
    }

    /** The name of a socket's family, if the library has one: {@code , AF_INET}. */
    private static String family(TraceEvent event) {
        List<ArgumentSchema> arguments = event.function().arguments();
        if (arguments.isEmpty() || !(arguments.get(0) instanceof ArgumentSchema.Numeric numeric)) {
            return "";
        }
        return numeric.number()
                .names()
                .nameOf(number(values(event), 0))
                .map(name -> ", " + name)
                .orElse("");
    }

    private static Map<String, Integer> streams() {
        Map<String, Integer> at = new HashMap<>();
        words(
                        "fclose pclose fflush fileno feof ferror clearerr fseek fseeko ftell ftello rewind fgetpos fsetpos setvbuf setbuf"
                                + " fgetc getc fscanf vfscanf fprintf vfprintf readdir closedir dirfd rewinddir telldir seekdir getw"
                                + " fgetc_unlocked getc_unlocked fflush_unlocked fileno_unlocked feof_unlocked ferror_unlocked")
                .forEach(name -> at.put(name, 0));
        words("ungetc fputs fputc putc fputs_unlocked fputc_unlocked putc_unlocked")
                .forEach(name -> at.put(name, 1));
        words("fgets fgets_unlocked getline").forEach(name -> at.put(name, 2));
        words("fread fwrite fread_unlocked fwrite_unlocked getdelim").forEach(name -> at.put(name, 3));
        return Map.copyOf(at);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
    }
}

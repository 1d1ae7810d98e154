package dev.shimgen.cli.report;

import dev.shimgen.runtime.Errno;
import dev.shimgen.runtime.event.CallTally;
import dev.shimgen.runtime.event.DescriptorPaths;
import dev.shimgen.runtime.event.DescriptorUse;
import dev.shimgen.runtime.event.OpenFile;
import dev.shimgen.runtime.event.ProcessFamily;
import dev.shimgen.runtime.event.TraceEvent;
import dev.shimgen.runtime.event.UnfinishedCall;
import dev.shimgen.runtime.session.EventSource;
import dev.shimgen.runtime.session.Recording;
import dev.shimgen.runtime.session.TraceSession;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What programs did, added up for a page. All figures count every call once; single calls are kept up to a limit, and files by
 * name up to another, so memory is bounded.
 */
public final class Report {

    /** How many calls are shown one by one. */
    public static final int DEFAULT_LIMIT = 200_000;

    /** How many names are counted one by one; what comes after them is counted together. */
    private static final int MOST_NAMES = 100_000;

    /** How many files a page shows. */
    private static final int MOST_SHOWN = 1000;

    /** How many kinds of failures with examples of them. */
    private static final int MOST_EXAMPLES = 3;

    private final int limit;
    private final int mostNames;
    private final DescriptorPaths descriptors = new DescriptorPaths();
    private final CallTally tally = new CallTally();

    /** Calls that may not return, by their threads, up to the threads' next events: if one fails, that is the call to be shown. */
    private final Map<Integer, KeptCall> begun = new HashMap<>();

    private final KeptCalls kept;
    private final Map<Integer, ProcessTotals> processes = new LinkedHashMap<>();
    private final Map<ThreadId, Integer> threads = new LinkedHashMap<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<String, FileTotals> files = new HashMap<>();
    /** What has no name yet. */
    private final Map<OpenFile, FileTotals> unnamed = new HashMap<>();

    private final Map<Integer, Failure> failures = new HashMap<>();
    private long calls;
    private long failed;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private record ThreadId(int process, int thread) {}

    private static final class ProcessTotals {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long calls;
        private long failed;
    }

    private static final class Function {
        private final int index;
        private final String name;
        private final CallTimes times = new CallTimes();
        private long calls;
        private long failed;

        Function(int index, String name) {
            this.index = index;
            this.name = name;
        }
    }

    private static final class FileTotals {
        private OpenFile.Kind kind = OpenFile.Kind.FILE;
        private long calls;
        private long failed;
        private long time;
        private long reads;
        private long read;
        private long writes;
        private long written;

        void add(FileTotals other) {
            calls += other.calls;
            failed += other.failed;
            time += other.time;
            reads += other.reads;
            read += other.read;
            writes += other.writes;
            written += other.written;
        }
    }

    private static final class Failure {
        private long calls;
        private final Map<String, Long> functions = new HashMap<>();
        private final Map<String, Long> examples = new LinkedHashMap<>();
    }

    /** How much of what the program did a page can have. */
    public enum Extent {
        /** All, since it was seen while it ran. */
        SESSION,
        /** What was recorded. */
        RECORDING,
        /** What was recorded before the recording ends too early. */
        CUT,
        /** What stands in the recording before it is damaged. */
        DAMAGED;

        private static Extent of(EventSource source) {
            return switch (source) {
                case TraceSession session -> SESSION;
                case Recording recording -> recording.isDamaged() ? DAMAGED : recording.isCut() ? CUT : RECORDING;
            };
        }
    }

    /**
     * How it ended.
     *
     * @param command the program and its arguments
     * @param process its id
     * @param status its exit status
     * @param started the time of day at which the first call began
     * @param until when calls had not returned, in nanoseconds of {@code CLOCK_MONOTONIC}
     * @param lost events for which there was no room
     * @param torn events that were begun and never completed
     * @param unfinished calls that had not returned
     * @param extent how much of all that is
     * @param filter the options that said which calls are told; empty if all are
     */
    public record Ending(
            List<String> command,
            OptionalInt process,
            OptionalInt status,
            Instant started,
            OptionalLong until,
            long lost,
            long torn,
            List<UnfinishedCall> unfinished,
            Extent extent,
            String filter) {

        public Ending {
            command = List.copyOf(command);
            unfinished = List.copyOf(unfinished);
        }

        /**
         * {@return the end of a session, or of a recording}
         *
         * @param told what has been told until now
         * @param source where it came from
         * @param which of the calls that have not returned
         * @param filter the options that said which calls are told; empty if all are
         */
        public static Ending of(Report told, EventSource source, Predicate<UnfinishedCall> which, String filter) {
            List<UnfinishedCall> unfinished =
                    source.unfinished().stream().filter(which).toList();
            return new Ending(
                    source.command(),
                    source.startedProcess(),
                    source.exitStatus(),
                    source.instant(told.start(unfinished)),
                    source.until(),
                    source.lost(),
                    source.torn(),
                    unfinished,
                    Extent.of(source),
                    filter);
        }
    }

    /** Makes an empty report. */
    public Report() {
        this(DEFAULT_LIMIT, MOST_NAMES);
    }

    Report(int limit, int mostNames) {
        this.limit = limit;
        this.mostNames = mostNames;
        this.kept = new KeptCalls(limit);
    }

    /** {@return when the first call began, in nanoseconds of {@code CLOCK_MONOTONIC}; 0 if there was none} */
    private long start(List<UnfinishedCall> unfinished) {
        long start = unfinished.stream().mapToLong(UnfinishedCall::began).reduce(first, Math::min);
        return start == Long.MAX_VALUE ? 0 : start;
    }

    /** {@return up to when something is known; when the first call began if there was none} */
    private long end(Ending ending) {
        long end = last;
        for (UnfinishedCall call : ending.unfinished()) {
            end = Math.max(end, Math.max(call.began(), ending.until().orElse(call.began())));
        }
        return end == Long.MIN_VALUE ? start(ending.unfinished()) : end;
    }

    /** Adds an event. Events come in the order in which a session has them. */
    public void accept(TraceEvent event) {
        DescriptorUse use = descriptors.accept(event);
        CallTally.Share share = tally.of(event);
        long took = Math.max(event.ended() - event.began(), 0);
        boolean hasFailed = event.failed();
        long call = share == CallTally.Share.CALL ? 1 : 0;
        calls += call;
        failed += hasFailed ? 1 : 0;
        first = Math.min(first, event.began());
        last = Math.max(last, event.ended());
        ProcessTotals process = processes.computeIfAbsent(event.process(), id -> new ProcessTotals());
        process.calls += call;
        process.failed += hasFailed ? 1 : 0;
        process.first = Math.min(process.first, event.began());
        process.last = Math.max(process.last, event.ended());
        int thread = thread(event.process(), event.thread());
        if (share == CallTally.Share.NOTHING) {
            return; // the process and its thread are there now
        }
        Function function = function(event.function().name());
        function.calls += call;
        function.failed += hasFailed ? 1 : 0;
        if (event.returned()) {
            function.times.add(took);
        }
        List<String> paths = event.paths();
        countFiles(paths, use, call, took, hasFailed);
        int error = hasFailed ? errorNumber(event) : 0;
        if (hasFailed) {
            countFailure(error, function.name, paths);
        }
        KeptCall before = begun.isEmpty() ? null : begun.remove(thread);
        if (before != null && share == CallTally.Share.CALL) {
            keep(before);
        }
        Supplier<KeptCall> row = () -> new KeptCall(
                thread,
                function.index,
                event.began(),
                event.returned() ? took : KeptCall.BEGUN,
                error,
                event.text(),
                paths,
                use.arguments().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList());
        if (event.returned()) {
            kept.add(took, hasFailed, row);
        } else {
            begun.put(thread, row.get());
        }
    }

    /** Keeps a call that may never return. */
    private void keep(KeptCall call) {
        kept.add(0, false, () -> call);
    }

    private int thread(int process, int thread) {
        return threads.computeIfAbsent(new ThreadId(process, thread), id -> threads.size());
    }

    private Function function(String name) {
        return functions.computeIfAbsent(name, key -> new Function(functions.size(), name));
    }

    /** {@return rows of the calls that had not returned; their threads and functions need not have been seen} */
    private List<KeptCall> open(Ending ending) {
        List<KeptCall> rows = new ArrayList<>();
        long end = end(ending);
        for (UnfinishedCall call : ending.unfinished()) {
            ProcessTotals process = processes.computeIfAbsent(call.process(), id -> new ProcessTotals());
            process.first = Math.min(process.first, call.began());
            process.last = Math.max(process.last, end);
            rows.add(new KeptCall(
                    thread(call.process(), call.thread()),
                    function(call.function().name()).index,
                    call.began(),
                    KeptCall.OPEN,
                    0,
                    call.text(),
                    List.of(),
                    List.of()));
        }
        return rows;
    }

    /** The error number is the result of some calls: {@code pthread_create(3)}. */
    private static int errorNumber(TraceEvent event) {
        if (event.error() != 0) {
            return event.error();
        }
        return event.result() > 0 && event.result() < 4096 ? (int) event.result() : -1;
    }

    private void countFiles(List<String> paths, DescriptorUse use, long call, long took, boolean hasFailed) {
        for (String path : paths.size() < 2 ? paths : paths.stream().distinct().toList()) {
            count(named(path, OpenFile.Kind.FILE), call, took, hasFailed);
        }
        if (paths.isEmpty()) {
            for (OpenFile file : use.arguments().values()) {
                count(totals(file), call, took, hasFailed);
            }
        }
        for (DescriptorUse.Transfer transfer : use.transfers()) {
            FileTotals totals = totals(transfer.file());
            if (transfer.write()) {
                totals.writes++;
                totals.written += transfer.bytes();
            } else {
                totals.reads++;
                totals.read += transfer.bytes();
            }
        }
    }

    private static void count(FileTotals totals, long call, long took, boolean hasFailed) {
        totals.calls += call;
        totals.time += took;
        totals.failed += hasFailed ? 1 : 0;
    }

    private FileTotals totals(OpenFile file) {
        return file.isOpen() ? unnamed.computeIfAbsent(file, key -> new FileTotals()) : named(file.name(), file.kind());
    }

    private FileTotals named(String name, OpenFile.Kind kind) {
        FileTotals known = files.get(name);
        if (known == null) {
            boolean room = files.size() < mostNames;
            known = files.computeIfAbsent(room ? name : "[all other files]", key -> new FileTotals());
            known.kind = room ? kind : OpenFile.Kind.OTHER;
        }
        return known;
    }

    private void countFailure(int error, String name, List<String> paths) {
        Failure failure = failures.computeIfAbsent(error, key -> new Failure());
        failure.calls++;
        failure.functions.merge(name, 1L, Long::sum);
        for (String path : paths) {
            if (failure.examples.size() < 1000 || failure.examples.containsKey(path)) {
                failure.examples.merge(path, 1L, Long::sum);
            }
        }
    }

    /**
     * Writes what is known, as JSON that can stand in an HTML element.
     *
     * @throws IOException if it cannot be written
     */
    void write(Appendable to, Ending ending) throws IOException {
        unnamed.forEach((file, totals) -> named(file.name(), file.kind()).add(totals));
        unnamed.clear();
        begun.values().forEach(this::keep);
        begun.clear();
        long start = start(ending.unfinished());
        List<KeptCall> open = open(ending);
        Json json = new Json(to);
        json.object(() -> {
            json.name("command")
                    .texts(ending.command().stream().map(Printable::of).toList());
            status(json.name("status"), ending.status());
            json.name("started").text(ending.started().toString());
            json.name("duration").number(end(ending) - start);
            json.name("calls").number(calls);
            json.name("failed").number(failed);
            json.name("lost").number(ending.lost());
            json.name("torn").number(ending.torn());
            json.name("extent").text(ending.extent().name());
            json.name("filter").text(Printable.of(ending.filter()));
            json.name("limit").number(limit);
            json.name("shown");
            shown(json);
            json.name("kinds").array(() -> {
                for (CallKind kind : CallKind.values()) {
                    json.array(() -> {
                        json.text(kind.key());
                        json.text(kind.words());
                    });
                }
            });
            json.name("processes");
            processes(json, ending, start);
            json.name("threads").array(() -> {
                List<Integer> ids = List.copyOf(processes.keySet());
                Map<Integer, Integer> places = places(ids);
                for (ThreadId thread : threads.keySet()) {
                    json.array(() -> {
                        json.number(places.getOrDefault(thread.process(), 0));
                        json.number(thread.thread());
                    });
                }
            });
            json.name("functions");
            functions(json);
            json.name("files");
            files(json);
            json.name("errors");
            errors(json);
            json.name("unfinished").array(() -> {
                for (UnfinishedCall call : ending.unfinished()) {
                    json.array(() -> {
                        json.text(call.function().name());
                        json.number(call.process());
                        json.number(call.thread());
                        json.number(call.began() - start);
                        json.number(call.ended() ? 1 : 0);
                    });
                }
            });
            json.name("rows");
            rows(json, open, start);
        });
    }

    private static Map<Integer, Integer> places(List<Integer> ids) {
        Map<Integer, Integer> places = new HashMap<>();
        ids.forEach(id -> places.put(id, places.size()));
        return places;
    }

    private static void status(Json json, OptionalInt status) throws IOException {
        if (status.isPresent()) {
            json.number(status.getAsInt());
        } else {
            json.nothing();
        }
    }

    private void shown(Json json) throws IOException {
        if (!kept.isOver()) {
            json.nothing();
            return;
        }
        KeptCalls.Shown shown = kept.shown();
        json.object(() -> {
            json.name("slowest").number(shown.slowest());
            json.name("failed").number(shown.failed());
            json.name("failures").number(shown.failures());
            json.name("others").number(shown.others());
        });
    }

    private void processes(Json json, Ending ending, long start) throws IOException {
        Map<Integer, Integer> places = places(List.copyOf(processes.keySet()));
        json.array(() -> {
            for (Map.Entry<Integer, ProcessTotals> entry : processes.entrySet()) {
                ProcessTotals process = entry.getValue();
                ProcessFamily.@Nullable Member member =
                        descriptors.family().member(entry.getKey()).orElse(null);
                json.object(() -> {
                    json.name("id").number(entry.getKey());
                    if (member != null) {
                        ancestor(member, places, json);
                        if (member.program().isPresent()) {
                            json.name("program")
                                    .text(Printable.of(member.program().get()));
                        }
                    }
                    // Who has started the first one waited for it, and that was not traced.
                    boolean isStarted = ending.process().equals(OptionalInt.of(entry.getKey()));
                    OptionalInt known = member == null ? OptionalInt.empty() : member.status();
                    status(json.name("status"), isStarted && ending.status().isPresent() ? ending.status() : known);
                    json.name("first").number(process.first - start);
                    json.name("last").number(process.last - start);
                    json.name("calls").number(process.calls);
                    json.name("failed").number(process.failed);
                });
            }
        });
    }

    /** A parent of which no call was seen stands for its own parent. */
    private static void ancestor(ProcessFamily.Member member, Map<Integer, Integer> places, Json json)
            throws IOException {
        ProcessFamily.@Nullable Member parent = member.parent().orElse(null);
        for (int depth = 0; parent != null && !places.containsKey(parent.id()) && depth < 100; depth++) {
            parent = parent.parent().orElse(null);
        }
        Integer place = parent == null || parent == member ? null : places.get(parent.id());
        if (place != null && member.evidence().isPresent()) {
            json.name("parent").number(place);
            json.name("evidence").text(member.evidence().get().name());
        }
    }

    private void functions(Json json) throws IOException {
        Collection<Function> all = functions.values();
        json.object(() -> {
            json.name("names").texts(all.stream().map(function -> function.name).toList());
            json.name("kinds")
                    .texts(all.stream()
                            .map(function -> CallKind.of(function.name).key())
                            .toList());
            numbers(json, "calls", all, function -> function.calls);
            numbers(json, "failed", all, function -> function.failed);
            numbers(json, "total", all, function -> function.times.total());
            numbers(json, "median", all, function -> function.times.quantile(50));
            numbers(json, "high", all, function -> function.times.quantile(99));
            numbers(json, "longest", all, function -> function.times.longest());
        });
    }

    /** The files with most time, and those with most bytes. */
    private void files(Json json) throws IOException {
        Comparator<Map.Entry<String, FileTotals>> byName = Map.Entry.comparingByKey();
        Stream<Map.Entry<String, FileTotals>> byTime = files.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, FileTotals> entry) -> -entry.getValue().time)
                        .thenComparing(byName))
                .limit(MOST_SHOWN);
        Stream<Map.Entry<String, FileTotals>> byBytes = files.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, FileTotals> entry) ->
                                -entry.getValue().read - entry.getValue().written)
                        .thenComparing(byName))
                .limit(MOST_SHOWN);
        List<Map.Entry<String, FileTotals>> shown =
                Stream.concat(byTime, byBytes).distinct().toList();
        List<FileTotals> totals = shown.stream().map(Map.Entry::getValue).toList();
        json.object(() -> {
            json.name("all").number(files.size());
            json.name("names")
                    .texts(shown.stream()
                            .map(entry -> Printable.of(entry.getKey()))
                            .toList());
            json.name("kinds")
                    .texts(totals.stream().map(file -> file.kind.name()).toList());
            numbers(json, "calls", totals, file -> file.calls);
            numbers(json, "failed", totals, file -> file.failed);
            numbers(json, "total", totals, file -> file.time);
            numbers(json, "reads", totals, file -> file.reads);
            numbers(json, "read", totals, file -> file.read);
            numbers(json, "writes", totals, file -> file.writes);
            numbers(json, "written", totals, file -> file.written);
        });
    }

    private void errors(Json json) throws IOException {
        List<Map.Entry<Integer, Failure>> sorted = failures.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Integer, Failure> entry) -> -entry.getValue().calls)
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        json.array(() -> {
            for (Map.Entry<Integer, Failure> entry : sorted) {
                json.object(() -> {
                    json.name("number").number(entry.getKey());
                    json.name("name").text(errorName(entry.getKey()));
                    json.name("words")
                            .text(Errno.of(entry.getKey())
                                    .map(Errno::description)
                                    .orElse("No error number says why"));
                    json.name("calls").number(entry.getValue().calls);
                    most(json.name("functions"), entry.getValue().functions, 100);
                    most(json.name("examples"), entry.getValue().examples, MOST_EXAMPLES);
                });
            }
        });
    }

    private static String errorName(int number) {
        return Errno.of(number).map(Enum::name).orElse(number < 0 ? "unknown" : "errno " + number);
    }

    private static void most(Json json, Map<String, Long> counts, int most) throws IOException {
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
        json.array(() -> {
            for (Map.Entry<String, Long> entry : sorted) {
                json.array(() -> {
                    json.text(Printable.of(entry.getKey()));
                    json.number(entry.getValue());
                });
            }
        });
    }

    /** A column each; texts and names stand in tables, since most come again and again. */
    private void rows(Json json, List<KeptCall> open, long start) throws IOException {
        List<KeptCall> rows = Stream.concat(kept.calls().stream(), open.stream())
                .sorted(Comparator.comparingLong(KeptCall::began))
                .toList();
        Map<String, Integer> texts = new LinkedHashMap<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        List<Integer> text = new ArrayList<>();
        List<Integer> name = new ArrayList<>();
        for (KeptCall call : rows) {
            text.add(texts.computeIfAbsent(call.text(), key -> texts.size()));
            name.add(names.computeIfAbsent(call.names(), key -> names.size()));
        }
        json.object(() -> {
            numbers(json, "thread", rows, KeptCall::thread);
            numbers(json, "function", rows, KeptCall::function);
            json.name("began").array(() -> {
                // How long after the one before: short numbers.
                long before = start;
                for (KeptCall call : rows) {
                    json.number(call.began() - before);
                    before = call.began();
                }
            });
            numbers(json, "took", rows, KeptCall::took);
            numbers(json, "error", rows, KeptCall::error);
            numbers(json, "text", text, Integer::longValue);
            numbers(json, "name", name, Integer::longValue);
            json.name("texts").texts(texts.keySet());
            json.name("names").texts(names.keySet());
        });
    }

    private static <T> void numbers(Json json, String name, Collection<T> of, ToLongFunction<T> number)
            throws IOException {
        json.name(name).array(() -> {
            for (T one : of) {
                json.number(number.applyAsLong(one));
            }
        });
    }
}

package dev.shimgen.generator.header;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.scratch.ScratchFolder;
import dev.shimgen.generator.toolchain.CommandResult;
import dev.shimgen.generator.toolchain.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The headers that programs include, and what each of them includes in turn. */
public final class PublicHeaders {

    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");

    private PublicHeaders() {}

    /**
     * {@return the headers of glibc and musl that parse together on every platform; a machine may lack some of them}
     */
    public static NavigableSet<String> ofLibc() {
        try (InputStream stream = PublicHeaders.class.getResourceAsStream("public-headers.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the resource public-headers.txt is not on the class path");
            }
            NavigableSet<String> headers = new TreeSet<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(headers::add);
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the headers that a C text includes} */
    public static NavigableSet<String> includedIn(String text) {
        NavigableSet<String> headers = new TreeSet<>();
        Matcher matcher = INCLUDE.matcher(text);
        while (matcher.find()) {
            headers.add(matcher.group(1));
        }
        return headers;
    }

    /**
     * Asks the compiler which headers each public header reads.
     *
     * @param compiler the C compiler's command, with the options for every run
     * @param publicHeaders the headers to try, each alone
     * @param wanted the headers of interest; public ones among them are ignored, since programs include them directly
     * @param roots the include folders
     * @param limit how long one run may take
     * @return for each wanted header, the public headers that read it, those that read the fewest files first; a header
     *     that no public header reads is not a key
     * @throws GenerationException {@link Code#SG0401} if the compiler cannot be started, {@link Code#SG0406} if a run did
     *     not end in time
     */
    public static SortedMap<String, List<String>> reachedBy(
            List<String> compiler,
            Collection<String> publicHeaders,
            Set<String> wanted,
            IncludeRoots roots,
            Duration limit)
            throws GenerationException {
        Map<String, NavigableSet<String>> files = filesOfAll(compiler, new TreeSet<>(publicHeaders), roots, limit);
        SortedMap<String, List<String>> reached = new TreeMap<>();
        files.forEach((header, all) -> {
            for (String file : all) {
                if (wanted.contains(file) && !publicHeaders.contains(file)) {
                    reached.computeIfAbsent(file, f -> new ArrayList<>()).add(header);
                }
            }
        });
        Comparator<String> nearest = Comparator.comparingInt(
                header -> files.getOrDefault(header, new TreeSet<>()).size());
        reached.values().forEach(by -> by.sort(nearest.thenComparing(Comparator.naturalOrder())));
        return reached;
    }

    /** Runs the compiler as many times at once as there are processors, each with a share of the headers. */
    private static Map<String, NavigableSet<String>> filesOfAll(
            List<String> compiler, SortedSet<String> headers, IncludeRoots roots, Duration limit)
            throws GenerationException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(processors);
        Path folder = null;
        try {
            folder = Files.createTempDirectory("shimgen-headers");
            Path sources = folder;
            List<String> all = List.copyOf(headers);
            List<Future<Map<String, NavigableSet<String>>>> runs = new ArrayList<>();
            for (int i = 0; i < processors; i++) {
                List<String> share = all.subList(all.size() * i / processors, all.size() * (i + 1) / processors);
                runs.add(executor.submit(() -> filesOfEach(compiler, share, sources, roots, limit)));
            }
            Map<String, NavigableSet<String>> files = new LinkedHashMap<>();
            for (Future<Map<String, NavigableSet<String>>> run : runs) {
                files.putAll(run.get());
            }
            return files;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GenerationException known) {
                throw known;
            }
            throw new IllegalStateException("asking the C compiler for included headers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GenerationException(Code.SG0401, "interrupted while the C compiler ran", e);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0401, "the C compiler's input cannot be written: " + e.getMessage(), e);
        } finally {
            executor.shutdownNow();
            remove(folder);
        }
    }

    private static void remove(@Nullable Path folder) throws GenerationException {
        try {
            if (folder != null) {
                ScratchFolder.remove(folder);
            }
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0401, "the C compiler's input cannot be removed: " + e.getMessage(), e);
        }
    }

    /**
     * One run for many headers, each included by a file of its own: that takes a third of the time of a run for each. If one of
     * them cannot be included alone, the halves are tried, and in the end that header by itself.
     */
    private static Map<String, NavigableSet<String>> filesOfEach(
            List<String> compiler, List<String> headers, Path folder, IncludeRoots roots, Duration limit)
            throws GenerationException, IOException {
        Map<String, NavigableSet<String>> files = new LinkedHashMap<>();
        if (headers.size() <= 1) {
            for (String header : headers) {
                files.put(header, filesOf(compiler, header, roots, limit));
            }
            return files;
        }
        List<String> sources = new ArrayList<>();
        for (String header : headers) {
            Path source = Files.createTempFile(folder, "", ".c");
            sources.add(Files.writeString(source, "#include <" + header + ">\n").toString());
        }
        CommandResult result = dependencies(compiler, sources, "", "libc's headers", limit);
        List<String> rules = result.ok() ? rules(result.stdout()) : List.of();
        if (rules.size() == headers.size()) {
            for (int i = 0; i < rules.size(); i++) {
                NavigableSet<String> paths = prerequisites(rules.get(i));
                paths.removeAll(sources);
                NavigableSet<String> relative = new TreeSet<>();
                paths.forEach(path -> relative.add(roots.relative(path)));
                files.put(headers.get(i), relative);
            }
            return files;
        }
        int half = headers.size() / 2;
        files.putAll(filesOfEach(compiler, headers.subList(0, half), folder, roots, limit));
        files.putAll(filesOfEach(compiler, headers.subList(half, headers.size()), folder, roots, limit));
        return files;
    }

    /**
     * {@return the headers that a program reads when it includes this one, itself among them; empty if it cannot be
     * included alone}
     */
    public static NavigableSet<String> filesOf(List<String> compiler, String header, IncludeRoots roots, Duration limit)
            throws GenerationException {
        NavigableSet<String> headers = new TreeSet<>();
        pathsOf(compiler, List.of(header), limit).forEach(path -> headers.add(roots.relative(path)));
        return headers;
    }

    /**
     * {@return the absolute paths of all files that a program reads when it includes some headers; empty if it cannot
     * include them}
     */
    public static NavigableSet<String> pathsOf(List<String> compiler, List<String> headers, Duration limit)
            throws GenerationException {
        String includes =
                headers.stream().map(header -> "#include <" + header + ">\n").collect(Collectors.joining());
        String what = headers.size() == 1 ? "<" + headers.get(0) + ">" : "libc's headers";
        CommandResult result = dependencies(compiler, List.of("-"), includes, what, limit);
        return result.ok() ? prerequisites(result.stdout()) : new TreeSet<>();
    }

    private static CommandResult dependencies(
            List<String> compiler, List<String> sources, String input, String what, Duration limit)
            throws GenerationException {
        List<String> command = new ArrayList<>(compiler);
        command.addAll(List.of("-std=gnu11", "-D_GNU_SOURCE", "-M", "-x", "c"));
        command.addAll(sources);
        try {
            return CommandRunner.run(command, null, input, limit);
        } catch (CommandRunner.TimeoutException e) {
            throw new GenerationException(
                    Code.SG0406,
                    "the C compiler read " + what + " and did not end within " + limit.toSeconds()
                            + " s; shimgen.timeout sets another limit in seconds",
                    e);
        } catch (IOException e) {
            throw new GenerationException(
                    Code.SG0401, "the C compiler " + compiler.get(0) + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** {@return the make rules of a run, in the order of its files} A line that a backslash ends goes on in the next one. */
    private static List<String> rules(String printed) {
        return printed.replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Reads the make rule {@code -: a.h b.h \}. */
    private static NavigableSet<String> prerequisites(String rule) {
        NavigableSet<String> paths = new TreeSet<>();
        String files = rule.substring(rule.indexOf(':') + 1).replace("\\\n", " ");
        StringTokenizer words = new StringTokenizer(files);
        while (words.hasMoreTokens()) {
            String file = words.nextToken();
            if (file.startsWith("/")) {
                paths.add(file);
            }
        }
        return paths;
    }
}

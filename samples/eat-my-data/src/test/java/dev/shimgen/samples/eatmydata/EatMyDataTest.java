package dev.shimgen.samples.eatmydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same work plain, under Debian's eatmydata, and under ours. */
final class EatMyDataTest {

    private static final Path LIBRARY =
            Path.of("target/shimgen/libeatmydata.so").toAbsolutePath();

    private static final int ROUNDS = 3;

    /** What our spec keeps from the disk: all that libeatmydata does, and writes that wait by themselves. */
    private static final Pattern WAITS = Pattern.compile(
            "^(?:\\d+ +)?(?:(?:fsync|fdatasync|sync|syncfs|sync_file_range|msync)\\(|open(?:at)?\\(.*\\bO_D?SYNC\\b|pwritev2\\(.*\\bRWF_D?SYNC\\b)");

    @TempDir
    private Path folder;

    static Stream<Work> works() {
        return Stream.of(Work.sqlite(), Work.python());
    }

    @ParameterizedTest
    @MethodSource("works")
    void theResultIsTheSame(Work work) throws Exception {
        Tools.assumeInstalled(work.program());
        Run plain = Run.of(work.command(), fresh("plain"), Map.of());
        assertThat(plain.status()).as(plain.describe()).isZero();
        Run ours = Run.of(work.command(), fresh("ours"), Map.of("LD_PRELOAD", preload()));
        assertSameResult(ours, plain);
        assertThat(filesIn("ours")).containsExactlyElementsOf(filesIn("plain"));
    }

    /** Prints the three times; turn by turn, for the disk is still busy with what the plain run left it. */
    @ParameterizedTest
    @MethodSource("works")
    void debiansEatmydataGivesTheSameResult(Work work) throws Exception {
        Tools.assumeInstalled(work.program());
        Tools.assumeInstalled("eatmydata");
        List<String> debian = new ArrayList<>(List.of("eatmydata", "--"));
        debian.addAll(work.command());
        String library = preload();
        List<List<Run>> runs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            runs.get(0).add(Run.of(work.command(), fresh("plain" + round), Map.of()));
            runs.get(1).add(Run.of(debian, fresh("debian" + round), Map.of()));
            runs.get(2).add(Run.of(work.command(), fresh("ours" + round), Map.of("LD_PRELOAD", library)));
        }
        Run plain = runs.get(0).get(0);
        runs.forEach(list -> list.forEach(run -> assertSameResult(run, plain)));

        double reference = median(runs.get(0));
        System.out.printf(
                Locale.ROOT,
                "%s: plain 1.00, Debian's eatmydata %.2f, ours %.2f (of the plain time, %.0f ms)%n",
                work,
                median(runs.get(1)) / reference,
                median(runs.get(2)) / reference,
                reference / 1_000_000);
    }

    private static double median(List<Run> runs) {
        return runs.stream().mapToLong(Run::nanoseconds).sorted().toArray()[runs.size() / 2];
    }

    private List<Path> filesIn(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("works")
    void noSyncReachesTheKernel(Work work) throws Exception {
        Tools.assumeInstalled("strace");
        Tools.assumeInstalled(work.program());
        assertThat(waits(work, "plain", List.of())).as("%s: without us it waits", work).isNotEmpty();
        assertThat(waits(work, "ours", List.of("-E", "LD_PRELOAD=" + preload())))
                .as("%s: under us it does not", work)
                .isEmpty();
    }

    private List<String> waits(Work work, String name, List<String> options) throws Exception {
        Path log = folder.resolve(name + ".strace");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
        command.addAll(List.of("-e", "trace=fsync,fdatasync,sync,syncfs,sync_file_range,msync,open,openat,pwritev2"));
        command.addAll(options);
        command.add("--");
        command.addAll(work.command());
        Run run = Run.of(command, fresh(name), Map.of());
        assertThat(run.status()).as(run.describe()).isZero();
        List<String> calls = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        assertThat(calls).as("strace saw the opens").anyMatch(call -> call.contains("openat("));
        return calls.stream().filter(call -> WAITS.matcher(call).find()).toList();
    }

    private static void assertSameResult(Run run, Run plain) {
        assertThat(run.stdout()).as(run.describe()).isEqualTo(plain.stdout()).isNotEmpty();
        assertThat(run.stderr()).as(run.describe()).isEqualTo(plain.stderr());
        assertThat(run.status()).as(run.describe()).isEqualTo(plain.status());
    }

    private Path fresh(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    /**
     * Ours before the preloads that are there already. {@code ld.so(8)} splits {@code LD_PRELOAD} at spaces and colons, and
     * a project's folder may have them in its name; so a copy is used.
     */
    private String preload() throws IOException {
        Path library = Files.copy(LIBRARY, folder.resolve("libeatmydata.so"));
        String already = System.getenv("LD_PRELOAD");
        return already == null || already.isEmpty() ? library.toString() : library + ":" + already;
    }
}

package dev.shimgen.generator.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import dev.shimgen.generator.emit.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputWriterTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path root;

    @Test
    void saysWhatTheFileSystemSaid() {
        assertThat(OutputWriter.explain(new java.io.IOException("No space left on device")))
                .startsWith("cannot write the output (No space left on device); no file was changed.");
        assertThat(OutputWriter.explain(new java.nio.file.FileSystemException("a/b.c", null, "Read-only file system")))
                .startsWith("cannot write a/b.c (Read-only file system); no file was changed.");
        assertThat(OutputWriter.explain(new java.nio.file.AccessDeniedException("a/b.c")))
                .startsWith("cannot write a/b.c (AccessDeniedException); no file was changed.");
    }

    @Test
    void writesAllFilesAndLeavesNothingElse() throws Exception {
        List<Path> changed = OutputWriter.write(List.of(java(file("a/A.java", "A")), c(file("s.c", "C"))));

        assertThat(changed).containsExactly(root.resolve("java/a/A.java"), root.resolve("c/s.c"));
        assertThat(snapshot())
                .containsOnlyKeys("java/a/A.java", "java/.shimgen.sha256", "c/s.c", "c/.shimgen.sha256")
                .containsEntry("java/a/A.java", "A")
                .containsEntry("c/s.c", "C");
    }

    @Test
    void removesWhatAKilledRunLeftBehind() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path abandoned = root.resolve(".shimgen-staging-" + dead.pid() + "-1");
        Files.createDirectories(abandoned.resolve("new"));
        Files.writeString(abandoned.resolve("new/A.java"), "A");
        Path used = Files.createDirectory(
                root.resolve(".shimgen-staging-" + ProcessHandle.current().pid() + "-1"));

        OutputWriter.write(List.of(java(file("a/A.java", "A"))));

        assertThat(abandoned).doesNotExist();
        assertThat(used).as("another run's of this process").exists();
    }

    @Test
    void leavesUnchangedFilesAlone() throws Exception {
        OutputWriter.write(List.of(c(file("same.c", "same"), file("other.c", "one"))));
        Files.setLastModifiedTime(root.resolve("c/same.c"), LONG_AGO);

        List<Path> changed = OutputWriter.write(List.of(c(file("same.c", "same"), file("other.c", "two"))));

        assertThat(changed).containsExactly(root.resolve("c/other.c"));
        assertThat(Files.getLastModifiedTime(root.resolve("c/same.c"))).isEqualTo(LONG_AGO);
        assertThat(root.resolve("c/other.c")).hasContent("two");
    }

    @Test
    void removesWhatAnEarlierRunGeneratedButNotWhatOthersPutThere() throws Exception {
        OutputWriter.write(List.of(c(file("old.c", "old"))));
        Files.writeString(root.resolve("c/mine.c"), "by hand");

        List<Path> changed = OutputWriter.write(List.of(c(file("new.c", "new"))));

        assertThat(changed).containsExactlyInAnyOrder(root.resolve("c/new.c"), root.resolve("c/old.c"));
        assertThat(snapshot()).containsOnlyKeys("c/mine.c", "c/new.c", "c/.shimgen.sha256");
    }

    @Test
    void leavesWhatAnotherRunOfTheBuildGenerates() throws Exception {
        OutputWriter.write(List.of(of("a", List.of("b"), file("a.c", "a"), file("both.h", "h"))));
        OutputWriter.write(List.of(of("b", List.of("a"), file("b.c", "b"), file("both.h", "h"))));

        List<Path> changed = OutputWriter.write(List.of(of("a", List.of("b"), file("other.c", "a"))));

        assertThat(changed).containsExactlyInAnyOrder(root.resolve("c/a.c"), root.resolve("c/other.c"));
        assertThat(snapshot())
                .containsOnlyKeys("c/other.c", "c/b.c", "c/both.h", "c/.shimgen-a.sha256", "c/.shimgen-b.sha256");
    }

    @Test
    void removesWhatARunGeneratedThatTheBuildHasNoMore() throws Exception {
        OutputWriter.write(List.of(of("a", List.of("b"), file("a.c", "a"), file("both.h", "h"))));
        OutputWriter.write(List.of(of("b", List.of("a"), file("b.c", "b"), file("both.h", "h"))));

        OutputWriter.write(List.of(of("b", List.of(), file("b.c", "b"), file("both.h", "h"))));

        assertThat(snapshot()).containsOnlyKeys("c/b.c", "c/both.h", "c/.shimgen-b.sha256");
    }

    @Test
    void refusesToChangeWhatAnotherRunOfThisBuildWrote() throws Exception {
        OutputWriter.write(List.of(of("a", List.of("b"), file("same.c", "for one platform"))));
        Ownership b = new Ownership("b", Set.of("a"), Set.of("a"));
        SortedMap<String, String> before = snapshot();

        GenerationException failure = catchThrowableOfType(
                GenerationException.class,
                () -> OutputWriter.write(List.of(
                        java(file("a/A.java", "A")),
                        new OutputFolder(root.resolve("c"), List.of(file("same.c", "for another")), b))));

        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0108);
        assertThat(failure).hasMessageContaining("same.c").hasMessageContaining("\"a\" and \"b\"");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void changesWhatAnotherRunWroteInAnEarlierBuild() throws Exception {
        OutputWriter.write(List.of(of("a", List.of("b"), file("both.h", "old"))));

        OutputWriter.write(List.of(of("b", List.of("a"), file("both.h", "new"))));

        assertThat(root.resolve("c/both.h")).hasContent("new");
    }

    private OutputFolder of(String owner, List<String> others, GeneratedFile... files) {
        return new OutputFolder(root.resolve("c"), List.of(files), new Ownership(owner, Set.copyOf(others), Set.of()));
    }

    @Test
    void neverRemovesAFileThatADamagedIndexNames() throws Exception {
        OutputWriter.write(List.of(c(file("a.c", "a"))));
        Files.writeString(root.resolve("precious"), "keep");
        Files.writeString(root.resolve("c/.shimgen.sha256"), "00  ../precious\nno separator\n");

        OutputWriter.write(List.of(c(file("a.c", "a"))));

        assertThat(root.resolve("precious")).hasContent("keep");
    }

    /** The second folder's place is taken by a file: what the first one got must be taken back. */
    @Test
    void changesNothingWhenALaterFolderCannotBeMade() throws Exception {
        OutputWriter.write(List.of(java(file("A.java", "old"), file("Stale.java", "stale"))));
        Files.writeString(root.resolve("c"), "a file where a folder should be");
        SortedMap<String, String> before = snapshot();

        GenerationException failure = failure(java(file("A.java", "new"), file("B.java", "new")), c(file("s.c", "C")));

        assertThat(failure.diagnostics()).hasSize(1);
        assertThat(failure.diagnostics().get(0).code()).isEqualTo(Code.SG0501);
        assertThat(failure)
                .hasMessageContaining(root.resolve("c").toString())
                .hasMessageContaining("no file was changed");
        assertThat(snapshot()).isEqualTo(before);
    }

    /** A folder stands where the last of several files should go. */
    @Test
    void takesReplacedAndRemovedFilesBack() throws Exception {
        OutputWriter.write(List.of(c(file("a.c", "old"), file("gone.c", "stale"))));
        Files.createDirectories(root.resolve("c/z.c/inside"));
        SortedMap<String, String> before = snapshot();

        GenerationException failure = failure(c(file("a.c", "new"), file("sub/b.c", "new"), file("z.c", "new")));

        assertThat(failure).hasMessageContaining("z.c (is a folder)");
        assertThat(snapshot()).isEqualTo(before);
        assertThat(root.resolve("c/sub")).doesNotExist();
        assertThat(root.resolve("c/z.c/inside")).isDirectory();
    }

    @Test
    void indexSaysWhetherAFileWasChangedByHand() throws Exception {
        OutputWriter.write(List.of(c(file("a.c", "a"))));
        OutputIndex index = OutputIndex.read(root.resolve("c"), Ownership.ONLY);
        assertThat(index.matches(root.resolve("c"))).isTrue();

        Files.writeString(root.resolve("c/a.c"), "b");
        assertThat(index.matches(root.resolve("c"))).isFalse();

        Files.delete(root.resolve("c/a.c"));
        assertThat(index.matches(root.resolve("c"))).isFalse();
    }

    private GenerationException failure(OutputFolder... folders) {
        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> OutputWriter.write(List.of(folders)));
        assertThat(failure).as("the run fails").isNotNull();
        return failure;
    }

    private OutputFolder java(GeneratedFile... files) {
        return new OutputFolder(root.resolve("java"), List.of(files));
    }

    private OutputFolder c(GeneratedFile... files) {
        return new OutputFolder(root.resolve("c"), List.of(files));
    }

    private static GeneratedFile file(String path, String text) {
        return new GeneratedFile(path, text);
    }

    /** All files below the root, temporary ones included. */
    private SortedMap<String, String> snapshot() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}

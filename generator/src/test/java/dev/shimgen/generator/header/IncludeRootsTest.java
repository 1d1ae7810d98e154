package dev.shimgen.generator.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludeRootsTest {

    private static final IncludeRoots ROOTS =
            IncludeRoots.of("x86_64-linux-gnu").after(List.of("/opt/lib/include/", "/srv/own"));

    @ParameterizedTest
    @CsvSource({
        "/usr/include/unistd.h, unistd.h",
        "/usr/include/linux/if.h, linux/if.h",
        "/usr/include/x86_64-linux-gnu/sys/stat.h, sys/stat.h",
        "/usr/include/x86_64-linux-gnu/bits/types/FILE.h, bits/types/FILE.h",
        "/usr/local/include/foo/foo.h, foo/foo.h",
        "/usr/include/clang/14.0.6/include/stddef.h, stddef.h",
        "/usr/lib/llvm-14/lib/clang/14.0.6/include/stdarg.h, stdarg.h",
        "/usr/lib/gcc/x86_64-linux-gnu/12/include/limits.h, limits.h",
        "/usr/lib/gcc/x86_64-linux-gnu/12/include-fixed/limits.h, limits.h",
        "/opt/lib/include/lib/api.h, lib/api.h",
        "/srv/own/x.h, x.h",
        "/elsewhere/include/y/z.h, y/z.h",
        "/elsewhere/z.h, z.h",
    })
    void givesTheNameThatAProgramIncludes(String path, String name) {
        assertThat(ROOTS.relative(path)).isEqualTo(name);
    }

    @Test
    void findsAHeaderInTheFirstFolderThatHasIt(@TempDir Path folder) throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second/sys"));
        Files.writeString(first.resolve("a.h"), "");
        Files.writeString(second.resolve("b.h"), "");
        Files.writeString(folder.resolve("second/a.h"), "");
        IncludeRoots roots = new IncludeRoots(
                List.of(first.toString(), folder.resolve("second").toString()));

        assertThat(roots.find("a.h")).contains(first.resolve("a.h"));
        assertThat(roots.find("sys/b.h")).contains(second.resolve("b.h"));
        assertThat(roots.find("sys")).as("a folder").isEmpty();
        assertThat(roots.find("c.h")).isEmpty();
    }
}

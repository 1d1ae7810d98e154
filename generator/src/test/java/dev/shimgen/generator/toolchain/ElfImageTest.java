package dev.shimgen.generator.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfImageTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aProgramAsksForADynamicLinkerAndAStaticOneDoesNot() throws Exception {
        assertThat(image(List.of()).interpreter())
                .hasValueSatisfying(path -> assertThat(path).contains("/ld-"));
        assertThat(image(List.of("-static")).interpreter()).isEmpty();
        assertThat(image(List.of("-static-pie")).interpreter()).isEmpty();
    }

    @Test
    void callInstructionsTellWhatTheyCall() throws Exception {
        for (List<String> options : List.of(
                List.of("-O2"),
                List.of("-O2", "-fno-plt"),
                List.of("-O2", "-no-pie"),
                List.of("-O2", "-fcf-protection=full", "-Wl,-z,ibtplt"),
                List.of("-O2", "-Wl,-z,now", "-s"))) {
            ElfImage image = image(options);
            Set<String> called = new TreeSet<>();
            byte[] content = Files.readAllBytes(folder.resolve("program"));
            for (int at = 6; at < content.length; at++) {
                image.calledImport(at).ifPresent(called::add);
            }
            assertThat(called).as(options.toString()).contains("opendir", "fopen");
        }
    }

    @Test
    void aPlaceBehindAFunctionIsNotInIt() throws Exception {
        ElfImage image = image(List.of("-shared", "-fPIC"));
        assertThat(image.covers("short_one", 1)).isTrue();
        assertThat(image.covers("short_one", 1000)).isFalse();
        assertThat(image.covers("no_such", 1000))
                .as("nothing is known against it")
                .isTrue();
    }

    @Test
    void whatIsNoProgramIsNoImage() throws Exception {
        assertThat(ElfImage.read(Files.writeString(folder.resolve("script"), "#!/bin/sh\n")))
                .isEmpty();
        assertThat(ElfImage.read(Files.write(folder.resolve("cut"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1})))
                .isEmpty();
        assertThat(ElfImage.read(folder.resolve("missing"))).isEmpty();
        assertThat(ElfImage.read(folder)).isEmpty();
    }

    private ElfImage image(List<String> options) throws Exception {
        Files.writeString(folder.resolve("program.c"), """
                #include <dirent.h>
                #include <stdio.h>
                int short_one(void) { return 1; }
                int main(void) { return opendir("/") == NULL || fopen("/", "r") == NULL; }
                """);
        List<String> line = new ArrayList<>(List.of("gcc"));
        line.addAll(options);
        line.addAll(List.of("-o", "program", "program.c"));
        CommandResult built = CommandRunner.run(line, folder, "", LIMIT);
        assertThat(built.stderr()).isEmpty();
        return ElfImage.read(folder.resolve("program")).orElseThrow();
    }
}

package dev.shimgen.generator.resolve.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.resolve.Machine;
import dev.shimgen.generator.toolchain.LibcVersion;
import dev.shimgen.generator.toolchain.Preprocessed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeHeadersTest {

    /** The other header would be as good for a program: each of the two is enough. */
    @Test
    void eitherHeaderHasTheNames() throws Exception {
        HeaderFacts facts = Machine.facts();
        for (HomeHeaders.Row row : HomeHeaders.rows()) {
            for (String header : List.of(row.header(), row.other())) {
                String question = "#define _GNU_SOURCE 1\n#if __has_include(<" + header + ">)\n#include <" + header
                        + ">\nit_is_here\n#endif\n";
                Preprocessed alone = Machine.compiler().preprocess(question, List.of());
                if (!alone.words().contains("it_is_here")) {
                    System.out.println("SKIPPED: this libc has no <" + header + ">");
                    continue;
                }
                for (String name : row.names()) {
                    if (facts.function(name) == null) {
                        assertThat(alone.objectMacros()).as(header).containsKey(name);
                    } else {
                        assertThat(alone.words()).as(header).contains(name);
                    }
                }
            }
        }
    }

    /** Seen to fail for glibc 2.31, whose recording has met fcntl.h first: a trace then showed F_GETFL as F_TEST. */
    @ParameterizedTest
    @ValueSource(strings = {"glibc 2.31", "glibc 2.36", "glibc 2.43"})
    void everyRecordingHasThemAtHome(String libc) throws Exception {
        HeaderFacts facts =
                HomeHeaders.put(CatalogueSource.embedded("x86_64-linux-gnu", Optional.of(LibcVersion.parse(libc)))
                        .orElseThrow()
                        .readAll());
        for (HomeHeaders.Row row : HomeHeaders.rows()) {
            for (String name : row.names()) {
                ConstantFact constant = facts.constants().get(name);
                assertThat(
                                constant == null
                                        ? Objects.requireNonNull(facts.function(name), name)
                                                .header()
                                        : constant.header())
                        .as(name)
                        .isEqualTo(row.header());
            }
        }
    }
}

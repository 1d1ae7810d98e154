package dev.shimgen.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExtentTableTest {

    private final ExtentTable table = ExtentTable.ofTheCLibrary();

    @Test
    void knowsWhichParameterSpeaksOfWhichMemory() {
        assertThat(table.extent("read", 1)).isEqualTo(new Extent.Bytes(2));
        assertThat(table.extent("poll", 0)).isEqualTo(new Extent.Items(1, 8));
        assertThat(table.extent("process_vm_writev", 3)).isEqualTo(new Extent.Items(4, 16));
        assertThat(table.extent("fread", 0)).isEqualTo(new Extent.Product(1, 2));
        assertThat(table.extent("accept4", 1)).isEqualTo(new Extent.Stored(2));
        assertThat(table.extent("realpath", 1)).isEqualTo(new Extent.Fixed(4096));
        assertThat(table.extent("read", 0)).isNull();
        assertThat(table.keeps("putenv", 0)).isTrue();
        assertThat(table.keeps("setenv", 0)).isFalse();
    }
}

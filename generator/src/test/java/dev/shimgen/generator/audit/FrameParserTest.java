package dev.shimgen.generator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines of strace 6.1 with libunwind. */
class FrameParserTest {

    @Test
    void readsFileSymbolAndPlace() {
        assertThat(FrameParser.parse(" > /usr/lib/x86_64-linux-gnu/libc.so.6(fstatat+0xa) [0xf786a]"))
                .isEqualTo(new Frame("/usr/lib/x86_64-linux-gnu/libc.so.6", "fstatat", 0xa, 0xf786a));
    }

    @Test
    void aStrippedProgramHasNoSymbols() {
        assertThat(FrameParser.parse(" > /usr/bin/ls() [0x4786]")).isEqualTo(new Frame("/usr/bin/ls", "", 0, 0x4786));
        assertThat(FrameParser.parse(" > /usr/bin/dash(+0x0) [0x79a0]"))
                .isEqualTo(new Frame("/usr/bin/dash", "", 0, 0x79a0));
    }

    @Test
    void parenthesesMayBePartOfANameOrAPath() {
        assertThat(FrameParser.parse(" > /opt/a (b)/x(ns::f(int, char (*)())+0x1f) [0x2f]"))
                .isEqualTo(new Frame("/opt/a (b)/x", "ns::f(int, char (*)())", 0x1f, 0x2f));
    }

    @Test
    void aFileThatIsGoneIsStillTheFile() {
        assertThat(FrameParser.parse(" > /tmp/p (deleted)(main+0x1) [0x11]"))
                .isEqualTo(new Frame("/tmp/p", "main", 1, 0x11));
    }

    @Test
    void whatTheUnwinderSaysInsteadHasNoFile() {
        assertThat(FrameParser.parse(" > unexpected_backtracing_error [0x7ffd1000]")
                        .file())
                .isEmpty();
        assertThat(FrameParser.parse(" > ").file()).isEmpty();
    }
}

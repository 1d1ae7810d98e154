package dev.shimgen.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.diagnostic.SourcePosition;
import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void countsLinesByAllLineEnds() {
        SourceText text = new SourceText("A.java", "one\r\ntwo\rthree\n\tfour");
        assertThat(text.at(0)).isEqualTo(new SourcePosition("A.java", 1, 1, "one"));
        assertThat(text.at(5)).isEqualTo(new SourcePosition("A.java", 2, 1, "two"));
        assertThat(text.at(10)).isEqualTo(new SourcePosition("A.java", 3, 2, "three"));
        assertThat(text.at(16)).isEqualTo(new SourcePosition("A.java", 4, 2, "\tfour"));
        assertThat(text.at(99)).isEqualTo(new SourcePosition("A.java", 4, 6, "\tfour"));
    }

    @Test
    void findsIdentifiersOnlyOutsideOfComments() {
        SourceText text = new SourceText("A.java", "open2 /* open */ // open\n reopen open");
        assertThat(text.identifier("open", 0)).isEqualTo(33);
        assertThat(text.identifier("open2", 0)).isZero();
        assertThat(text.identifier("close", 0)).isEqualTo(-1);
        assertThat(new SourceText("A.java", "/* open").identifier("open", 0)).isEqualTo(-1);
    }
}

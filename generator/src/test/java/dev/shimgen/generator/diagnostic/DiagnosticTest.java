package dev.shimgen.generator.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagnosticTest {

    @Test
    void showsTheCaretBelowTheColumn() {
        SourcePosition position = new SourcePosition("a/B.java", 14, 9, "    int acess(int x);");
        assertThat(Diagnostic.error(Code.SG0102, position, "no function \"acess\"")
                        .format())
                .isEqualTo("a/B.java:14:9: error: [SG0102] no function \"acess\"\n    int acess(int x);\n        ^");
    }

    @Test
    void keepsTabsBeforeTheCaret() {
        SourcePosition position = new SourcePosition("B.java", 1, 4, "\t\tx y");
        assertThat(Diagnostic.warning(Code.SG0105, position, "text").format())
                .isEqualTo("B.java:1:4: warning: [SG0105] text\n\t\tx y\n\t\t ^");
    }

    @Test
    void pointsBehindTheLineWhereSomethingIsMissing() {
        SourcePosition position = new SourcePosition("B.java", 1, 3, "x");
        assertThat(Diagnostic.error(Code.SG0101, position, "';' expected").format())
                .isEqualTo("B.java:1:3: error: [SG0101] ';' expected\nx\n  ^");
    }

    @Test
    void needsNoPlace() {
        assertThat(Diagnostic.error(Code.SG0107, null, "nothing there").format())
                .isEqualTo("error: [SG0107] nothing there");
        assertThat(Diagnostic.error(Code.SG0107, new SourcePosition("B.java", 1, 1, null), "x")
                        .format())
                .isEqualTo("B.java:1:1: error: [SG0107] x");
    }

    @Test
    void quotesNoControlCharacterOfAnAuthorToTheTerminal() {
        assertThat(Diagnostic.error(Code.SG0107, null, "no \"\u001b[31m\r\" there,\n\ttoo")
                        .format())
                .isEqualTo("error: [SG0107] no \"\\u001b[31m\\u000d\" there,\n\ttoo");
    }

    @Test
    void endsAStageOnlyAfterAnErrorAndWithEverything() throws GenerationException {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.warning(Code.SG0105, null, "careful");
        diagnostics.throwIfErrors();
        diagnostics.error(Code.SG0107, null, "wrong");
        diagnostics.error(Code.SG0106, null, "wrong too");
        assertThatThrownBy(diagnostics::throwIfErrors)
                .isInstanceOf(GenerationException.class)
                .hasMessage("warning: [SG0105] careful\nerror: [SG0107] wrong\nerror: [SG0106] wrong too");
    }
}

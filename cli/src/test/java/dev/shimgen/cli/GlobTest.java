package dev.shimgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.runtime.event.SampleEvents;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class GlobTest {

    /** Seen to fail with Java's own, whose ** stops at these. */
    @Test
    void theEndOfALineIsACharacterLikeOthers() {
        SampleEvents events = new SampleEvents();
        for (String end : List.of("\n", "\r", "\u0085", "\u2028")) {
            String path = "/tmp/a" + end + "b";
            for (String glob : List.of("/tmp/**", "**b", "/tmp/*", "/tmp/a?b", "/tmp/a[!x]b", "{/x,**}", path)) {
                EventFilter filter =
                        new EventFilter(List.of(new Glob("o**n")), List.of(new Glob(glob)), List.of(), false, null);
                assertThat(filter.accepts(events.call("open", 3, path, 0)))
                        .as("%s %x", glob, (int) end.charAt(0))
                        .isTrue();
            }
            assertThat(new Glob("o**n").matches("o" + end + "n")).isTrue();
            assertThat(new Glob("/tmp/a").matches("/tmp/a" + end)).isFalse();
        }
    }

    /** Else, both are the same. */
    @Test
    void isJavasOwn() {
        List<String> texts = List.of(
                "",
                "a",
                "ab",
                "a/b",
                "a/b/c",
                "/a",
                "abc",
                "a*",
                "a-c",
                "b",
                "a.b",
                "axb",
                "a,b",
                "a}b",
                "caf\u00e9",
                "\ud83d\ude00",
                "a^",
                "a&&b");
        for (String glob : List.of(
                "a",
                "*",
                "**",
                "a*",
                "?",
                "??",
                "a?b",
                "[a-c]",
                "[!a]",
                "[a^]b",
                "[a-]*",
                "{a,b}",
                "{a*,/**}",
                "a\\*",
                "a/*",
                "a/**",
                "a.b",
                "a,b",
                "a}b",
                "***",
                "a[^]",
                "a[&&]*",
                "caf?",
                "{a,}b",
                "a[.x]b",
                "\ud83d\ude00")) {
            PathMatcher java = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            for (String text : texts) {
                assertThat(new Glob(glob).matches(text)).as(glob + " " + text).isEqualTo(java.matches(Path.of(text)));
            }
        }
        for (String wrong : List.of("[", "[a", "{a", "{{a}}", "\\", "[c-a]", "[a/b]")) {
            assertThatThrownBy(() -> new Glob(wrong)).as(wrong).isInstanceOf(PatternSyntaxException.class);
            assertThatThrownBy(() -> FileSystems.getDefault().getPathMatcher("glob:" + wrong))
                    .isInstanceOf(PatternSyntaxException.class);
        }
    }

    @Test
    void slashesThatSayNothingAreLeftOut() {
        EventFilter filter = new EventFilter(List.of(), List.of(new Glob("/a/b")), List.of(), false, null);
        SampleEvents events = new SampleEvents();
        assertThat(filter.accepts(events.call("open", 3, "//a///b/", 0))).isTrue();
        EventFilter root = new EventFilter(List.of(), List.of(new Glob("/")), List.of(), false, null);
        assertThat(root.accepts(events.call("open", 3, "//", 0))).isTrue();
    }
}

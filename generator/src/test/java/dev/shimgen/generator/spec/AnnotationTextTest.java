package dev.shimgen.generator.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shimgen.generator.diagnostic.SourcePosition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationTextTest {

    private static final SourcePosition NOWHERE = new SourcePosition("", 1, 1, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Path",
                "@Flags(\"O_\")",
                "@Flags({\"R_OK\", \"W_OK\"})",
                "@Buffer(length = \"n\")",
                "@Out(show = {\"st_mode\", \"st_size\"})",
                "@In(show = \"sa_family\")"
            })
    void whatIsReadIsWrittenAlike(String text) {
        assertThat(AnnotationText.of(AnnotationText.parse(text, NOWHERE))).isEqualTo(text);
    }

    @Test
    void enumsNumbersAndTextsAreWrittenAsJavaHasThem() {
        assertThat(AnnotationText.of(
                        new SpecAnnotation("dev.shimgen.spec.Fails", Map.of("value", "ERROR_NUMBER"), NOWHERE)))
                .isEqualTo("@Fails(Fails.When.ERROR_NUMBER)");
        assertThat(AnnotationText.of(
                        new SpecAnnotation("dev.shimgen.spec.Replace", Map.of("result", 0L, "errno", ""), NOWHERE)))
                .isEqualTo("@Replace(result = 0)");
        assertThat(AnnotationText.of(
                        new SpecAnnotation("dev.shimgen.spec.Flags", Map.of("value", List.of("a\"b\\")), NOWHERE)))
                .isEqualTo("@Flags(\"a\\\"b\\\\\")");
    }

    @Test
    void anotherFormIsRefused() {
        assertThatThrownBy(() -> AnnotationText.parse("Path", NOWHERE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AnnotationText.parse("@Path(\"a\")", NOWHERE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

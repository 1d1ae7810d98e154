package dev.shimgen.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplatesTest {

    private final Templates templates = Templates.load();

    /** Seen to fail with the factory's own encode: every quote and bracket became an entity. */
    @Test
    void valuesAreNotEscaped() {
        assertThat(templates.render("test/value", Map.of("value", "a < b && \"c\" > 'd'")))
                .isEqualTo("a < b && \"c\" > 'd'\n");
    }

    @Test
    void aNameThatTheViewDoesNotHaveIsAnError() {
        assertThatThrownBy(() -> templates.render("test/value", Map.of("valeu", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"value\"");
    }

    /** A file in the working directory must not be able to take the place of a template. */
    @Test
    void onlyResourcesAreTemplates() {
        assertThat(templates.has("../../../pom.xml")).isFalse();
        assertThatThrownBy(() -> templates.render("pom.xml", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void supportHeadersComeWithThoseThatTheyInclude() {
        List<MachineHeader> machines = List.of(
                new MachineHeader("x86_64", "defined(__x86_64__)"), new MachineHeader("i386", "defined(__i386__)"));
        assertThat(SupportCode.closure(List.of("shimgen_trace.h"), machines))
                .containsOnlyKeys(
                        "shimgen_call.h",
                        "shimgen_copy.h",
                        "shimgen_elf.h",
                        "shimgen_errno.h",
                        "shimgen_event.h",
                        "shimgen_file.h",
                        "shimgen_identity.h",
                        "shimgen_line.h",
                        "shimgen_pointee.h",
                        "shimgen_loaded.h",
                        "shimgen_machine.h",
                        "shimgen_machine_i386.h",
                        "shimgen_machine_other.h",
                        "shimgen_machine_x86_64.h",
                        "shimgen_memory.h",
                        "shimgen_next.h",
                        "shimgen_pool.h",
                        "shimgen_pool_claim.h",
                        "shimgen_pool_join.h",
                        "shimgen_pool_library.h",
                        "shimgen_pool_life.h",
                        "shimgen_pool_write.h",
                        "shimgen_settings.h",
                        "shimgen_signals.h",
                        "shimgen_sink.h",
                        "shimgen_slots.h",
                        "shimgen_sys.h",
                        "shimgen_text.h",
                        "shimgen_trace.h",
                        "shimgen_valgrind.h",
                        "shimgen_window.h");
    }
}

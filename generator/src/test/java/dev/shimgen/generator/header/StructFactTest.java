package dev.shimgen.generator.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructFactTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__pad",
                "__pad5",
                "__spare3",
                "__f_spare",
                "f_spare",
                "__glibc_reserved",
                "__glibc_reserved4",
                "__unused",
                "_unused2",
                "__unused_initialized_1",
                "__dls_serpath_pad",
                "__sem_nsems_pad",
                "__dlfo_eh_dbase_pad",
                "__ss_padding",
                "_sifields._pad",
                "un.frag.__unused",
                "__glibc_unused_rhook",
            })
    void roomForLaterIsReserved(String name) {
        assertThat(field(name).isReserved()).isTrue();
    }

    /** Words of a protocol, and names that only sound like it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ip6f_reserved", "reserved", "pad", "p_paddr", "aio_reserved", "__padlock", "fillers", "_pad.x"})
    void whatProgramsReadIsNot(String name) {
        assertThat(field(name).isReserved()).isFalse();
    }

    private static StructFact.Field field(String name) {
        CType type = new CType("int", "", CType.Carrier.INT32, null);
        return new StructFact.Field(name, type, 0, 4, 1, CType.Carrier.INT32, "");
    }
}

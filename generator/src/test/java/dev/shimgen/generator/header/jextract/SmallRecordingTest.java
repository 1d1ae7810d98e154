package dev.shimgen.generator.header.jextract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.Goldens;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.header.FunctionFact;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.IncludeRoots;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A filtered run of jextract 25 over glibc 2.36: one declaration of each kind. */
class SmallRecordingTest {

    @SuppressWarnings("NullAway.Init")
    private static HeaderFacts facts;

    @BeforeAll
    static void read() throws Exception {
        facts = JextractRecording.in(Goldens.folder("recordings/small"))
                .read("x86_64-linux-gnu", IncludeRoots.of("x86_64-linux-gnu"));
    }

    @Test
    void readsFunctionsWithTheirCarriersAndHeaders() {
        FunctionFact access = function("access");

        assertThat(access.prototype()).isEqualTo("extern int access(const char *__name, int __type)");
        assertThat(access.header()).isEqualTo("unistd.h");
        assertThat(access.result()).isEqualTo(new CType("int", "", Carrier.INT32, null));
        assertThat(access.variadic()).isFalse();
        assertThat(carriers("access")).isEqualTo("INT32 POINTER INT32");
        assertThat(carriers("epoll_ctl")).isEqualTo("INT32 INT32 INT32 INT32 POINTER");
        assertThat(function("epoll_ctl").header()).isEqualTo("sys/epoll.h");
        assertThat(function("fork").prototype()).isEqualTo("extern __pid_t fork(void)");
    }

    @Test
    void readsVariadicFunctions() {
        assertThat(function("open").variadic()).isTrue();
        assertThat(function("open").parameters()).hasSize(2);
        assertThat(carriers("open64")).isEqualTo("INT32 POINTER INT32");
    }

    @Test
    void namesTheStructThatAParameterPointsTo() {
        assertThat(parameter("stat", 1).struct()).isEqualTo("struct stat");
        assertThat(parameter("epoll_ctl", 3).struct()).isEqualTo("struct epoll_event");
        assertThat(parameter("regexec", 3).struct()).isEqualTo("regmatch_t");
        assertThat(parameter("scandir", 1).struct()).isNull();
        assertThat(parameter("hsearch_r", 0).struct()).isEqualTo("struct entry");
        assertThat(function("div").result().struct()).isEqualTo("div_t");
        assertThat(function("div").result().carrier()).isEqualTo(Carrier.STRUCT);
    }

    @Test
    void doesNotTakeVaListForAPointerNorAComplexNumberForADouble() {
        assertThat(parameter("vwarn", 1)).isEqualTo(new CType("__gnuc_va_list", "", Carrier.VA_LIST, null));
        assertThat(carriers("cabs")).isEqualTo("DOUBLE STRUCT");
    }

    @Test
    void readsTransparentUnionsByValue() {
        assertThat(parameter("bind", 1))
                .isEqualTo(new CType("__CONST_SOCKADDR_ARG", "", Carrier.STRUCT, "__CONST_SOCKADDR_ARG"));
        assertThat(struct("__CONST_SOCKADDR_ARG").union()).isTrue();
    }

    @Test
    void computesLayouts() {
        StructFact stat = struct("struct stat");

        assertThat(stat.size()).isEqualTo(144);
        assertThat(stat.alignment()).isEqualTo(8);
        assertThat(stat.header()).isEqualTo("bits/struct_stat.h");
        assertThat(stat.complete()).isTrue();
        assertThat(stat.fields()).hasSize(15);
        assertThat(field("struct stat", "st_mode"))
                .isEqualTo(new StructFact.Field(
                        "st_mode", new CType("__mode_t", "", Carrier.INT32, null), 24, 4, 1, Carrier.INT32, ""));
        assertThat(field("struct stat", "st_mtim"))
                .isEqualTo(new StructFact.Field(
                        "st_mtim",
                        new CType("struct timespec", "", Carrier.STRUCT, "struct timespec"),
                        88,
                        16,
                        1,
                        Carrier.STRUCT,
                        "struct timespec"));
        assertThat(field("struct stat", "__glibc_reserved").count()).isEqualTo(3);
        assertThat(field("struct stat", "__glibc_reserved").size()).isEqualTo(24);
    }

    @Test
    void knowsPackedStructs() {
        StructFact event = struct("struct epoll_event");

        assertThat(event.size()).isEqualTo(12);
        assertThat(event.alignment()).isEqualTo(1);
        assertThat(field("struct epoll_event", "data").offset()).isEqualTo(4);
        assertThat(field("struct epoll_event", "data").struct()).isEqualTo("union epoll_data");
        assertThat(struct("union epoll_data").union()).isTrue();
        assertThat(struct("union epoll_data").fields()).allMatch(f -> f.offset() == 0);
    }

    @Test
    void namesUntaggedStructsByTheirTypedef() {
        assertThat(struct("div_t").fields()).extracting(StructFact.Field::name).containsExactly("quot", "rem");
        assertThat(struct("div_t").header()).isEqualTo("stdlib.h");
    }

    @Test
    void liftsMembersOfAnonymousStructs() {
        StructFact udp = struct("struct udphdr");

        assertThat(udp.fields().stream().map(f -> f.name() + "@" + f.offset()))
                .containsExactly(
                        "uh_sport@0", "uh_dport@2", "uh_ulen@4", "uh_sum@6", "source@0", "dest@2", "len@4", "check@6");
    }

    @Test
    void namesMembersOfUntaggedMembersWithDots() {
        assertThat(struct("struct in6_addr").fields())
                .extracting(StructFact.Field::name)
                .containsExactly("__in6_u.__u6_addr8", "__in6_u.__u6_addr16", "__in6_u.__u6_addr32");
        assertThat(field("struct in6_addr", "__in6_u.__u6_addr16").count()).isEqualTo(8);
    }

    @Test
    void marksStructsWithBitFieldsAsIncomplete() {
        StructFact relocation = struct("struct relocation_info");

        assertThat(relocation.complete()).isFalse();
        assertThat(relocation.size()).isEqualTo(8);
        assertThat(relocation.fields()).extracting(StructFact.Field::name).containsExactly("r_address");
    }

    @Test
    void readsTypedefs() {
        assertThat(facts.typedefs().keySet())
                .contains("mode_t", "ENTRY", "__compar_fn_t", "epoll_data_t")
                .doesNotContain("DIR", "VISIT", "div_t", "va_list");
        assertThat(facts.canonical("const mode_t")).isEqualTo("unsigned int");
        assertThat(facts.canonical("ENTRY")).isEqualTo("struct entry");
        assertThat(facts.typedefs().get("__compar_fn_t"))
                .hasFieldOrPropertyWithValue("target", "int (*)(const void *, const void *)");
    }

    @Test
    void readsConstants() {
        assertThat(value("O_CREAT")).isEqualTo(new ConstantFact.Int(64, 32));
        assertThat(value("AT_FDCWD")).isEqualTo(new ConstantFact.Int(-100, 32));
        assertThat(value("RB_HALT_SYSTEM")).isEqualTo(new ConstantFact.Int(0xcdef0123L, 32));
        assertThat(value("RLIM_INFINITY")).isEqualTo(new ConstantFact.Int(-1, 64));
        assertThat(value("P_ALL")).isEqualTo(new ConstantFact.Int(0, 32));
        assertThat(value("MAP_FAILED")).isEqualTo(new ConstantFact.Address(-1));
        assertThat(value("DBL_MAX")).isEqualTo(new ConstantFact.Floating(Double.MAX_VALUE));
        assertThat(value("FLT_MIN")).isEqualTo(new ConstantFact.Floating(Float.MIN_NORMAL));
        assertThat(value("HUGE_VAL")).isEqualTo(new ConstantFact.Floating(Double.POSITIVE_INFINITY));
        assertThat(value("NAN")).isEqualTo(new ConstantFact.Floating(Double.NaN));
        assertThat(value("ARMAG")).isEqualTo(new ConstantFact.Text("!<arch>\n"));
        assertThat(value("ELFMAG")).isEqualTo(new ConstantFact.Text("\177ELF"));
        assertThat(facts.constants()).doesNotContainKey("_GNU_SOURCE");
        assertThat(facts.constants().get("FTW_D"))
                .extracting(ConstantFact::header)
                .isEqualTo("ftw.h");
    }

    @Test
    void saysWhatWasSkippedAndNothingOfIt() {
        assertThat(facts.functions()).doesNotContainKey("strtold");
        assertThat(facts.skipped().get("strtold"))
                .hasFieldOrPropertyWithValue("reason", "type LongDouble is not supported");
        assertThat(facts.skipped()).containsKey("relocation_info.r_symbolnum");
    }

    /** Both are recordings of the same headers, so what both have must be the same in every detail. */
    @Test
    void agreesWithTheShippedCatalogue() throws Exception {
        HeaderFacts all =
                CatalogueSource.embedded("x86_64-linux-gnu").orElseThrow().readAll();

        facts.functions()
                .forEach((name, fact) -> assertThat(all.functions().get(name))
                        .usingRecursiveComparison()
                        .ignoringFieldsMatchingRegexes(".*struct")
                        .isEqualTo(fact));
        facts.structs()
                .forEach((name, fact) -> assertThat(all.structs().get(name))
                        .usingRecursiveComparison()
                        .ignoringFieldsMatchingRegexes(".*struct")
                        .isEqualTo(fact));
        assertThat(all.typedefs()).containsAllEntriesOf(facts.typedefs());
        assertThat(all.constants()).containsAllEntriesOf(facts.constants());
        assertThat(all.functions().keySet()).containsAll(facts.functions().keySet());
        assertThat(facts.functions().keySet())
                .isEqualTo(new TreeSet<>(List.of(
                        "access",
                        "bind",
                        "cabs",
                        "div",
                        "epoll_ctl",
                        "fork",
                        "fstatat",
                        "hsearch_r",
                        "open",
                        "open64",
                        "pthread_create",
                        "regexec",
                        "scandir",
                        "stat",
                        "tmpnam",
                        "twalk_r",
                        "vwarn")));
    }

    private static FunctionFact function(String name) {
        return Objects.requireNonNull(facts.function(name), name);
    }

    private static CType parameter(String function, int index) {
        return function(function).parameters().get(index).type();
    }

    private static String carriers(String name) {
        FunctionFact fact = function(name);
        return fact.result().carrier() + " "
                + fact.parameters().stream().map(p -> p.type().carrier().name()).collect(Collectors.joining(" "));
    }

    private static StructFact struct(String type) {
        return Objects.requireNonNull(facts.structs().get(type), type);
    }

    private static StructFact.Field field(String type, String name) {
        return struct(type).fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ConstantFact.Value value(String name) {
        return Objects.requireNonNull(facts.constants().get(name), name).value();
    }
}

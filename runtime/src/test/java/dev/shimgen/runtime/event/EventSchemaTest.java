package dev.shimgen.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.ConstantFact;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.ConstantSet;
import dev.shimgen.generator.plan.EventPlan;
import dev.shimgen.generator.plan.NamedConstant;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructView;
import dev.shimgen.generator.spec.ReadyMadeGroups;
import dev.shimgen.generator.toolchain.CommandRunner;
import dev.shimgen.generator.toolchain.Machine;
import dev.shimgen.runtime.session.TracedShim;
import dev.shimgen.templates.SupportCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {

    /** All ready-made groups: everything that an event can have. */
    private static TracedShim shim;

    @TempDir
    private static Path folder;

    @TempDir
    private Path own;

    @BeforeAll
    static void plan() throws Exception {
        shim = TracedShim.of(folder, "Everything", String.join(", ", ReadyMadeGroups.names()));
    }

    /** Seen to fail with two forms exchanged in {@link TableReader.Form}. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void saysWhatThePlanSays(String compiler) throws Exception {
        // What a compiler does not declare, as some clang do not declare functions with _Float128, the C leaves out.
        Map<String, Boolean> conditions = new HashMap<>();
        for (CallPlan call : shim.plan().calls()) {
            if (call.condition() != null && !conditions.containsKey(call.condition())) {
                conditions.put(call.condition(), holds(compiler, call.condition()));
            }
        }
        Predicate<CallPlan> compiled =
                call -> call.condition() == null || conditions.getOrDefault(call.condition(), false);
        Map<String, String> planned = new TreeMap<>();
        shim.plan().calls().stream()
                .filter(compiled)
                .flatMap(call -> call.entries().stream())
                .flatMap(entry -> Stream.ofNullable(entry.event()))
                .forEach(event -> planned.put(event.table(), planned(event, shim.plan())));
        EventSchema schema = EventSchema.read(shim.library(compiler));
        assertThat(schema.functions())
                .extracting(EventSchemaTest::read)
                .containsExactlyInAnyOrderElementsOf(planned.values())
                .hasSizeGreaterThan(800);
        assertThat(schema.functions())
                .allSatisfy(
                        function -> assertThat(schema.function(function.id())).hasValue(function));
        assertThat(schema.function(1)).isEmpty();
    }

    /** Whether a condition of the C holds for a compiler; skips the test if this machine has none of that name. */
    private static boolean holds(String compiler, String condition) throws Exception {
        String code = "#include <stdlib.h>\n#if " + condition + "\nyes\n#endif\n";
        try {
            List<String> command = List.of(compiler, "-D_GNU_SOURCE", "-E", "-P", "-x", "c", "-");
            return CommandRunner.run(command, folder, code, Duration.ofMinutes(1))
                    .stdout()
                    .contains("yes");
        } catch (IOException e) {
            return abort("this machine has no " + compiler);
        }
    }

    /** The enumerations here and those in C, by their order. */
    @Test
    void enumerationsAreThoseOfC() {
        String text = String.join(
                        "",
                        SupportCode.closure(List.of("shimgen_trace.h"), Machine.headers())
                                .values())
                .replaceAll("(?s)/\\*.*?\\*/", "");
        assertThat(constants(text, "form", "SHIMGEN_FORM_")).isEqualTo(names(TableReader.Form.values()));
        assertThat(constants(text, "amount", "SHIMGEN_AMOUNT_")).isEqualTo(names(TableReader.Count.values()));
        assertThat(constants(text, "time", "SHIMGEN_TRACE_")).isEqualTo(names(FunctionSchema.Timing.values()));
        assertThat(constants(text, "errno", "SHIMGEN_ERRNO_")).isEqualTo(names(FunctionSchema.ErrorMark.values()));
        List<String> styles = names(TableReader.Style.values());
        assertThat(constants(text, "style", "SHIMGEN_STYLE_").subList(1, styles.size()))
                .as("all but the first, which is NUMBER in C")
                .isEqualTo(styles.subList(1, styles.size()));
        assertThat(styles.subList(0, NumberSchema.Style.values().length)).isEqualTo(names(NumberSchema.Style.values()));
        assertThat(constants(text, "tail", "SHIMGEN_TAIL_"))
                .isEqualTo(List.of("NONE", "CHOSEN", "STRINGS", "ENVIRONMENT", "MORE"))
                .hasSameSizeAs(FunctionSchema.Rest.values());
        assertThat(constants(text, "outcome", "SHIMGEN_OUTCOME_"))
                .isEqualTo(List.of(
                        "VOID",
                        "MINUS_ONE",
                        "PLAIN",
                        "MODE",
                        "ERRNO",
                        "POINTER",
                        "STRUCTURE",
                        "TEXT",
                        "PLACE",
                        "HANDLER",
                        "STRING",
                        "ADDRESS",
                        "FLOATING",
                        "EXTENDED",
                        "BINARY128",
                        "OPAQUE"))
                .hasSameSizeAs(ResultSchema.Outcome.values());
    }

    /** Words of 32 bits, and those of a machine that this one cannot run. */
    @ParameterizedTest
    @ValueSource(strings = {"i686-linux-gnu-gcc", "aarch64-linux-gnu-gcc"})
    void aLibraryForAnotherMachineIsRead(String compiler) throws Exception {
        for (Map.Entry<String, String> header : SupportCode.closure(List.of("shimgen_trace.h"), Machine.headers())
                .entrySet()) {
            Files.writeString(own.resolve(header.getKey()), header.getValue());
        }
        Files.writeString(own.resolve("two.c"), """
                #define _GNU_SOURCE
                #include <poll.h>
                #include "shimgen_trace.h"

                const struct shimgen_flag shimgen_names[] = {{1, 3, "ONE"}, {4, 4, "FOUR"}, {0, 0, ""}};
                const struct shimgen_trace_field shimgen_fields[] = {
                    SHIMGEN_FIELD(struct pollfd, fd),
                    SHIMGEN_FIELD_IN(struct pollfd, events, SHIMGEN_STYLE_FLAGS, 0)};
                const struct shimgen_trace_structure shimgen_structures[] = {
                    {.size = sizeof(struct pollfd), .count = 2, .style = SHIMGEN_STYLE_FIELDS}};
                const struct shimgen_trace_case shimgen_cases[] = {{0, 0}};
                const struct shimgen_trace_choice shimgen_choices[] = {{0, 0, SHIMGEN_OPAQUE}};

                SHIMGEN_TRACED(call_odd, 0, sizeof "odd") = {
                    .call = {.result = SHIMGEN_RETURNS_NOTHING},
                    .name = "odd",
                };
                SHIMGEN_TRACED(call_poll, 2, sizeof "poll") = {
                    .call = {.result = SHIMGEN_RETURNS_OR_MINUS_ONE(int), .count = 2},
                    .arguments = {SHIMGEN_STRUCTURES_READ(0, SHIMGEN_AMOUNT_ARGUMENT, 1), SHIMGEN_NUMBER(unsigned long)},
                    .name = "poll",
                };
                """);
        EventSchema schema = EventSchema.read(TracedShim.compile(own, compiler, "two.c"));
        int word = compiler.startsWith("i686") ? 4 : 8;
        assertThat(schema.functions())
                .extracting(EventSchemaTest::read)
                .containsExactlyInAnyOrder(
                        "odd() NOTHING 0 AFTER MARKED",
                        "poll(read {fd DECIMAL, events FLAGS[ONE FOUR]} as argument 1 says, " + word
                                + "-byte DECIMAL) NUMBER_OR_MINUS_ONE 4 AFTER MARKED");
    }

    @Test
    void whatIsNoLibraryOfOursIsRefused() throws Exception {
        Path text =
                Files.writeString(own.resolve("text"), "no library at all, but long enough to be the header of one");
        refused(text, "[SG0901]", "is no ELF file");
        refused(Files.writeString(own.resolve("empty"), ""), "[SG0901]", "is no ELF file");
        Files.writeString(own.resolve("none.c"), "int none;\n");
        refused(TracedShim.compile(own, "gcc", "none.c"), "[SG0902]", "@Trace in its spec");
        assertThatThrownBy(() -> EventSchema.read(own.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anotherVersionIsRefused() throws Exception {
        byte[] library = Files.readAllBytes(shim.library("gcc"));
        byte[] head = {'s', 'h', 'i', 'm', 'g', 'e', 'n', 0, TableReader.VERSION};
        for (int at = 0; at < library.length - head.length; at++) {
            if (Arrays.equals(head, Arrays.copyOfRange(library, at, at + head.length))) {
                library[at + 8]++;
                break;
            }
        }
        refused(
                Files.write(own.resolve("newer.so"), library),
                "[SG0903]",
                "version " + (TableReader.VERSION + 1),
                "the same version of shimgen");
    }

    /** Seen to fail without the check that a row is in its table. */
    @Test
    void damagedTablesAreReadOrRefused() throws Exception {
        Path library = shim.library("gcc");
        SchemaTables tables = TableSections.read(library);
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            Map<String, SchemaTables.Section> damaged = new HashMap<>();
            for (Map.Entry<String, SchemaTables.Section> table :
                    tables.sections().entrySet()) {
                ByteBuffer bytes = table.getValue().bytes();
                byte[] copy = new byte[bytes.limit()];
                bytes.get(0, copy);
                int spoiled = table.getKey().equals("schema") ? 0 : random.nextInt(20);
                for (int i = 0; i < spoiled; i++) {
                    copy[random.nextInt(copy.length)] = (byte) random.nextInt();
                }
                ByteBuffer cut = ByteBuffer.wrap(copy, 0, copy.length - (round % 16 == 0 ? random.nextInt(9) : 0));
                damaged.put(
                        table.getKey(),
                        new SchemaTables.Section(
                                table.getValue().address(), cut.slice().order(bytes.order())));
            }
            try {
                new TableReader(library, damaged).functions();
            } catch (SchemaException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 2000);
    }

    @Test
    void aDamagedLibraryIsReadOrRefused() throws Exception {
        byte[] library = Files.readAllBytes(shim.library("gcc"));
        Path damaged = own.resolve("damaged.so");
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] bytes = round % 8 == 0 ? Arrays.copyOf(library, random.nextInt(library.length)) : library.clone();
            for (int i = 0; i < 200 && bytes.length > 64; i++) {
                // Section headers are at the end, the tables in the middle: everywhere, and often where it hurts.
                int at = i % 2 == 0 ? random.nextInt(bytes.length) : bytes.length - 1 - random.nextInt(2000);
                bytes[Math.max(at, 0)] = (byte) random.nextInt();
            }
            Files.write(damaged, bytes);
            try {
                EventSchema.read(damaged);
            } catch (SchemaException e) {
                assertThat(e).hasMessageMatching("\\[SG090[1-4]\\] .*damaged\\.so: .*");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(300);
    }

    private static void refused(Path library, String... parts) {
        assertThatThrownBy(() -> EventSchema.read(library))
                .isInstanceOf(SchemaException.class)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(library.toString())
                .hasMessageContainingAll(parts);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> constants(String text, String enumeration, String prefix) {
        Matcher body = Pattern.compile("enum shimgen_trace_" + enumeration + " \\{(.*?)\\}", Pattern.DOTALL)
                .matcher(text);
        assertThat(body.find()).isTrue();
        return Pattern.compile(prefix + "(\\w+)(?=[,\\s])")
                .matcher(body.group(1))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** What the schema says of a call, in the words of {@link #planned}. */
    private static String read(FunctionSchema function) {
        return function.name()
                + function.arguments().stream().map(EventSchemaTest::read).collect(Collectors.joining(", ", "(", ") "))
                + String.join(
                        " ",
                        function.result().outcome().name(),
                        Integer.toString(function.result().size()),
                        function.timing().name(),
                        function.errorMark().name())
                + (function.rest() == FunctionSchema.Rest.NOTHING ? "" : " " + function.rest());
    }

    private static String read(ArgumentSchema argument) {
        return switch (argument) {
            case ArgumentSchema.Numeric number -> number.number().size() + "-byte " + read(number.number());
            case ArgumentSchema.Bytes bytes -> "Bytes " + bytes.length();
            case ArgumentSchema.FilledBytes bytes -> "FilledBytes " + bytes.length();
            case ArgumentSchema.Structures structures ->
                (structures.written() ? "written " : "read ")
                        + read(structures.structure())
                        + read(structures.amount());
            case ArgumentSchema.Chosen chosen ->
                "by " + chosen.by() + " and " + chosen.andBy()
                        + chosen.choices().stream()
                                .map(choice -> choice.value() + "/" + choice.andValue() + " " + read(choice.argument()))
                                .collect(Collectors.joining(", ", "[", "]"))
                        + read(chosen.otherwise());
            case ArgumentSchema.Numbers numbers ->
                (numbers.written() ? "written " : "read ") + read(numbers.number()) + read(numbers.amount());
            case ArgumentSchema.Hidden hidden -> "Hidden";
            case ArgumentSchema.Floating floating -> "Floating " + floating.size();
            default -> argument.getClass().getSimpleName();
        };
    }

    private static String read(StructureSchema structure) {
        String cases = structure.cases().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(of -> " or " + of.getKey() + read(of.getValue()))
                .collect(Collectors.joining());
        return structure
                .value()
                .map(EventSchemaTest::read)
                .orElseGet(() -> structure.fields().stream()
                                .map(field -> field.name() + " " + read(field.content()))
                                .collect(Collectors.joining(", ", "{", "}"))
                        + cases);
    }

    private static String read(FieldSchema content) {
        return switch (content) {
            case FieldSchema.Numeric numeric -> read(numeric.number());
            case FieldSchema.Signals signals -> "SIGNALS";
            case FieldSchema.Text text -> "STRING";
            case FieldSchema.SocketName name -> "SOCKET_NAME";
            default ->
                content.getClass().getSimpleName().toUpperCase(Locale.ROOT)
                        + content.structureOf().map(EventSchemaTest::read).orElse("");
        };
    }

    private static String read(NumberSchema number) {
        return number.style()
                + (number.names().values().isEmpty()
                        ? ""
                        : number.names().values().stream()
                                .map(NamedValues.NamedValue::name)
                                .collect(Collectors.joining(" ", "[", "]")));
    }

    private static String read(Amount amount) {
        return switch (amount) {
            case Amount.One one -> "";
            case Amount.OneUnlessZero one -> " unless zero";
            case Amount.OneIfZero one -> " if zero";
            case Amount.BytesByArgument by -> " in bytes of argument " + by.argument();
            case Amount.Fixed fixed -> " always " + fixed.count();
            case Amount.ByArgument by -> " as argument " + by.argument() + " says";
            case Amount.ByResult by -> " as the result says";
        };
    }

    /** What the plan says of a call. */
    private static String planned(EventPlan event, ShimPlan plan) {
        return event.function()
                + event.arguments().stream()
                        .map(argument -> planned(argument.form(), size(argument.type()), plan))
                        .collect(Collectors.joining(", ", "(", ") "))
                + planned(event.result()) + " " + event.timing() + " " + event.errorMark() + planned(event);
    }

    private static String planned(EventPlan event) {
        if (!(event.passed() instanceof EventPlan.All)) {
            return " CHOSEN";
        }
        return event.rest() == EventPlan.Rest.NOTHING ? "" : " " + event.rest();
    }

    private static String planned(EventPlan.Result result) {
        return switch (result.outcome()) {
            case NUMBER_OR_MINUS_ONE, NUMBER, MODE -> result.outcome() + " " + size(result.type());
            case ERROR_NUMBER -> "ERROR_NUMBER 4";
            case SINGLE -> "FLOATING 4";
            case DOUBLE -> "FLOATING 8";
            case EXTENDED -> "EXTENDED 16";
            default -> result.outcome() + " 0";
        };
    }

    private static String planned(EventPlan.Form form, int size, ShimPlan plan) {
        return switch (form) {
            case EventPlan.Decimal decimal -> size + "-byte DECIMAL";
            case EventPlan.Mode mode -> size + "-byte MODE";
            case EventPlan.Flags flags -> size + "-byte FLAGS" + names(plan, flags.constantSet());
            case EventPlan.OneOf oneOf -> size + "-byte ONE_OF" + names(plan, oneOf.constantSet());
            case EventPlan.Filled filled -> "FilledText";
            case EventPlan.Bytes bytes -> "Bytes " + bytes.length();
            case EventPlan.Counted counted -> "FilledBytes " + counted.length();
            case EventPlan.Structures structures ->
                (structures.written() ? "written " : "read ")
                        + planned(structures.shown(), plan)
                        + planned(structures.amount());
            case EventPlan.Chosen chosen ->
                "by " + chosen.by() + " and " + chosen.andBy()
                        + chosen.choices().stream()
                                .map(choice -> value(plan, choice.constants().get(0)) + "/"
                                        + (choice.constants().size() > 1
                                                ? value(plan, choice.constants().get(1))
                                                : "0")
                                        + " "
                                        + planned(
                                                choice.argument().form(),
                                                size(choice.argument().type()),
                                                plan))
                                .collect(Collectors.joining(", ", "[", "]"))
                        + planned(
                                chosen.otherwise().form(),
                                size(chosen.otherwise().type()),
                                plan);
            case EventPlan.Numbers numbers ->
                (numbers.written() ? "written " : "read ") + planned(numbers.each(), plan) + planned(numbers.amount());
            case EventPlan.Floating floating -> "Floating " + (floating.single() ? 4 : 8);
            // The records of both have these names.
            default -> form.getClass().getSimpleName();
        };
    }

    private static String planned(EventPlan.Form each, ShimPlan plan) {
        return each instanceof EventPlan.WaitStatus status
                ? "WAIT_STATUS" + names(plan, status.signals())
                : planned(each, 0, plan).replace("0-byte ", "");
    }

    private static String planned(StructView view, ShimPlan plan) {
        if (view.style() == StructView.Style.LIST) {
            return "LISTED"
                    + planned(Objects.requireNonNull(view.fields().get(0).inner()), plan);
        }
        if (view.style() != StructView.Style.FIELDS) {
            return view.style().name();
        }
        String cases = view.cases().stream()
                .sorted(Comparator.comparing(of -> value(plan, of.constant())))
                .map(of -> " or " + value(plan, of.constant()) + planned(of.view(), plan))
                .collect(Collectors.joining());
        return view.fields().stream()
                        .map(field -> field.name() + " " + planned(field, plan))
                        .collect(Collectors.joining(", ", "{", "}"))
                + cases;
    }

    private static String planned(StructView.Field field, ShimPlan plan) {
        StructView inner = field.inner();
        String within = inner == null ? "" : planned(inner, plan);
        return switch (field.style()) {
            case SIGNED, UNSIGNED -> "DECIMAL";
            case FILE_MODE -> "MODE";
            case FLAGS, ONE_OF, WAIT_STATUS -> field.style() + names(plan, field.constantSet());
            case FIELDS -> "INNER" + within;
            case PATH -> "STRING";
            case LIST -> "LISTED" + within;
            default -> field.style() + within;
        };
    }

    /** {@return the value of a constant that the plan has} */
    private static long value(ShimPlan plan, String name) {
        return Stream.concat(
                        plan.constants().stream(),
                        plan.constantSets().stream().flatMap(set -> set.constants().stream()))
                .filter(constant -> constant.name().equals(name))
                .map(NamedConstant::value)
                .mapToLong(value -> ((ConstantFact.Int) value).value())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static String planned(EventPlan.Amount amount) {
        return switch (amount) {
            case EventPlan.One one -> "";
            case EventPlan.OneUnlessZero one -> " unless zero";
            case EventPlan.OneIfZero one -> " if zero";
            case EventPlan.BytesByArgument by -> " in bytes of argument " + by.argument();
            case EventPlan.Fixed fixed -> " always " + fixed.count();
            case EventPlan.ByArgument by -> " as argument " + by.argument() + " says";
            case EventPlan.ByResult by -> " as the result says";
        };
    }

    private static String names(ShimPlan plan, String id) {
        return plan.constantSets().stream()
                .filter(set -> set.id().equals(id))
                .map(ConstantSet::constants)
                .flatMap(List::stream)
                .map(NamedConstant::name)
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static int size(CType type) {
        return switch (type.carrier()) {
            case BOOL, INT8 -> 1;
            case INT16 -> 2;
            case INT32 -> 4;
            default -> 8;
        };
    }
}

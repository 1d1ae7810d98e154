package dev.shimgen.runtime.generated;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shimgen.generator.emit.GeneratedFile;
import dev.shimgen.generator.emit.java.JavaEmitter;
import dev.shimgen.generator.header.HeaderFacts;
import dev.shimgen.generator.header.StructFact;
import dev.shimgen.generator.header.catalogue.CatalogueSource;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.plan.StructPlan;
import dev.shimgen.runtime.NativeStruct;
import java.lang.foreign.Arena;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.UnionLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the catalogue of glibc has: all classes compile, load and agree with the facts. */
class CatalogueTest {

    @TempDir
    private static Path classes;

    private static HeaderFacts facts;
    private static CataloguePlans plans;
    private static List<ShimPlan> shims;
    private static String messages;
    private static URLClassLoader loader;

    @BeforeAll
    static void generateAndCompile() throws Exception {
        facts = CatalogueSource.embedded("x86_64-linux-gnu").orElseThrow().readAll();
        plans = new CataloguePlans(facts);
        shims = plans.plans(1000);
        Map<String, String> sources = new TreeMap<>();
        for (ShimPlan shim : shims) {
            sources.put("catalogue/" + shim.interfaceName() + ".java", CataloguePlans.spec(shim));
            for (GeneratedFile file : JavaEmitter.emit(shim)) {
                sources.put(file.path(), file.text());
            }
        }
        messages = Compilation.compile(sources, classes, "-Xdoclint:all,-missing");
        loader = Compilation.load(classes);
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    @Test
    void everyClassCompilesWithoutAWarning() {
        assertThat(messages).isEmpty();
        assertThat(facts.functions()).hasSizeGreaterThan(2000);
        assertThat(plans.structs()).hasSizeGreaterThan(300);
    }

    @Test
    void everyLayoutIsThatOfTheFacts() throws Exception {
        for (StructPlan struct : plans.structs()) {
            StructFact fact = struct.fact();
            MemoryLayout layout = layout(struct);
            assertThat(layout.byteSize()).as(fact.type()).isEqualTo(fact.size());
            assertThat(layout.byteAlignment()).as(fact.type()).isEqualTo(fact.alignment());
            assertThat(layout.name()).hasValue(fact.type());
            Map<String, String> expected = new TreeMap<>();
            fact.fields().forEach(f -> expected.put(f.name(), f.size() + " bytes at " + f.offset()));
            Map<String, String> actual = new TreeMap<>();
            collect((GroupLayout) layout, 0, actual);
            assertThat(actual).as(fact.type()).isEqualTo(expected);
        }
    }

    private static MemoryLayout layout(StructPlan struct) throws Exception {
        Field field = structClass(struct).getField("LAYOUT");
        return (MemoryLayout) requireNonNull(field.get(null));
    }

    private static Class<?> structClass(StructPlan struct) throws Exception {
        return loader.loadClass("catalogue." + struct.javaName());
    }

    /** Members of the unnamed groups that hold overlapping fields belong to the struct itself. */
    private static void collect(GroupLayout group, long start, Map<String, String> found) {
        long offset = start;
        for (MemoryLayout member : group.memberLayouts()) {
            if (member.name().isPresent()) {
                found.put(member.name().get(), member.byteSize() + " bytes at " + offset);
            } else if (member instanceof GroupLayout inner) {
                collect(inner, offset, found);
            }
            offset += group instanceof UnionLayout ? 0 : member.byteSize();
        }
    }

    @Test
    void everyGetterReadsInsideItsStruct() throws Exception {
        int getters = 0;
        try (Arena arena = Arena.ofConfined()) {
            for (StructPlan struct : plans.structs()) {
                Class<?> type = structClass(struct);
                NativeStruct value = (NativeStruct) requireNonNull(
                        type.getMethod("allocate", SegmentAllocator.class).invoke(null, arena));
                assertThat(value.size()).isEqualTo(struct.fact().size());
                assertThat(value.toString()).startsWith(struct.javaName() + "[");
                for (Method method : type.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers())
                            && !Modifier.isStatic(method.getModifiers())
                            && method.getParameterCount() == 0) {
                        assertThat(method.invoke(value)).as(method.toString()).isNotNull();
                        getters++;
                    }
                }
            }
        }
        assertThat(getters).isGreaterThan(2000);
    }

    @Test
    void everyFunctionLinks() throws Exception {
        List<String> failures = new ArrayList<>();
        int linked = 0;
        for (ShimPlan shim : shims) {
            Class<?> calls = loader.loadClass("catalogue." + shim.interfaceName() + "Calls");
            for (Class<?> holder : calls.getDeclaredClasses()) {
                try {
                    Field handle = holder.getDeclaredField("HANDLE");
                    handle.setAccessible(true);
                    assertThat((MethodHandle) handle.get(null)).isNotNull();
                    linked++;
                } catch (ExceptionInInitializerError e) {
                    failures.add(holder + ": " + e.getCause());
                }
            }
        }
        assertThat(failures).isEmpty();
        // All but those with a va_list or a struct of which not all fields are known.
        assertThat(linked).isGreaterThan(facts.functions().size() * 9 / 10);
    }
}

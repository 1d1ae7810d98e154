package dev.shimgen.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

    @Test
    void areKeptAndDocumented() throws IOException {
        assertThat(Classes.annotations()).isNotEmpty().allSatisfy(type -> {
            assertThat(type.getAnnotation(Retention.class)).isNotNull();
            assertThat(type.getAnnotation(Retention.class).value()).isEqualTo(RetentionPolicy.RUNTIME);
            assertThat(type.isAnnotationPresent(Documented.class)).isTrue();
            assertThat(type.isAnnotationPresent(Target.class)).isTrue();
        });
    }

    @Test
    void meaningsStandOnParametersAndOnFieldsOfStructs() throws IOException {
        List<Class<?>> meanings = Classes.annotations().stream()
                .filter(type -> type.isAnnotationPresent(Meaning.class))
                .toList();
        assertThat(meanings)
                .contains(Path.class, Out.class, Buffer.class)
                .allSatisfy(type ->
                        assertThat(targets(type)).containsExactlyInAnyOrder(ElementType.PARAMETER, ElementType.METHOD));
    }

    @Test
    void behavioursStandWhereTheyMakeSense() throws IOException {
        assertThat(Classes.annotations().stream().filter(type -> type.isAnnotationPresent(Behaviour.class)))
                .containsExactlyInAnyOrder(
                        Trace.class,
                        Replace.class,
                        PassThrough.class,
                        ClearFlags.class,
                        Handle.class,
                        Redirect.class,
                        Mount.class);
        assertThat(targets(Mount.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Redirect.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Handle.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Trace.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Replace.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(PassThrough.class)).containsExactly(ElementType.METHOD);
        assertThat(targets(ClearFlags.class)).containsExactly(ElementType.PARAMETER);
    }

    @Test
    void theOthersAreTheKnownOnes() throws IOException {
        assertThat(targets(Shim.class)).containsExactly(ElementType.TYPE);
        assertThat(targets(Fails.class)).containsExactly(ElementType.METHOD);
        assertThat(targets(Partial.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Wrap.class)).containsExactly(ElementType.METHOD);
        assertThat(targets(Fields.class)).containsExactly(ElementType.TYPE);
        assertThat(targets(Shown.class)).containsExactlyInAnyOrder(ElementType.TYPE, ElementType.METHOD);
        assertThat(targets(Cases.class)).containsExactly(ElementType.TYPE);
        assertThat(targets(When.class)).containsExactly(ElementType.METHOD);
        assertThat(targets(Behaviour.class)).containsExactly(ElementType.ANNOTATION_TYPE);
        assertThat(targets(Meaning.class)).containsExactly(ElementType.ANNOTATION_TYPE);
        assertThat(Classes.annotations().stream()
                        .filter(type -> !type.isAnnotationPresent(Behaviour.class))
                        .filter(type -> !type.isAnnotationPresent(Meaning.class)))
                .containsExactlyInAnyOrder(
                        Shim.class,
                        Fails.class,
                        Partial.class,
                        Wrap.class,
                        Fields.class,
                        Shown.class,
                        Cases.class,
                        When.class,
                        Behaviour.class,
                        Meaning.class);
    }

    @Test
    void pointersKnowNull() {
        assertThat(Pointer.NULL.isNull()).isTrue();
        assertThat(new Pointer(-1).isNull()).isFalse();
    }

    private static ElementType[] targets(Class<?> type) {
        return type.getAnnotation(Target.class).value();
    }
}

package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.shimgen.generator.plan.AbsentCall;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.JavaClassNames;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the class that calls the real functions: {@code FileTraceCalls implements FileTrace}. */
final class CallsClass {

    private final ShimPlan plan;
    private final JavaScope scope;
    private final ClassName name;
    private final String errno;

    CallsClass(ShimPlan plan, JavaScope scope) {
        this.plan = plan;
        this.scope = scope;
        this.name = scope.own(simpleName(plan));
        this.errno = errnoName("errno");
    }

    static String simpleName(ShimPlan plan) {
        return plan.interfaceName() + "Calls";
    }

    TypeSpec type() {
        ClassName spec = scope.own(plan.interfaceName());
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addJavadoc("""
                        Calls the functions of {@link $T} in the C library of this process.

                        <p>Strings and arrays are copied for the time of a call; {@code null} is {@code NULL}.
                        Each thread has its own {@link #$L() errno}. Objects can be shared by threads, as far as the functions can.

                        <p>The process needs the permission to call C: {@code --enable-native-access=ALL-UNNAMED}, or the name of
                        the module that the shimgen runtime is in.
                        """, spec, errno)
                .addAnnotation(Emission.generated())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(spec)
                .addField(FieldSpec.builder(Api.CALL_STATE, "state", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", Api.CALL_STATE)
                        .build());
        // javac warns of a constructor that nobody has written, in a package that a module exports.
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("Makes an object; there is nothing to close.\n")
                .addModifiers(Modifier.PUBLIC)
                .build());
        JavaNames holders = JavaNames.without(takenTypeNames());
        for (CallPlan call : plan.calls()) {
            addCall(type, call, holders);
        }
        plan.absent().forEach(absent -> type.addMethod(absent(absent)));
        addErrno(type);
        return type.build();
    }

    /** Nested classes hide classes of the package. */
    private Set<String> takenTypeNames() {
        Set<String> taken = new HashSet<>();
        taken.add(name.simpleName());
        taken.add(plan.interfaceName());
        plan.structs().forEach(s -> taken.add(s.javaName()));
        return taken;
    }

    private void addCall(TypeSpec.Builder type, CallPlan call, JavaNames holders) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(call.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(scope.type(call.javaResult()));
        for (ParameterPlan parameter : call.parameters()) {
            method.addParameter(scope.type(parameter.javaType()), parameter.javaName());
        }
        Optional<String> obstacle = CallObstacle.of(call, scope);
        if (obstacle.isPresent()) {
            String sentence = call.name() + " " + obstacle.get();
            method.addJavadoc(CallJavadoc.refusal(call, sentence));
            method.addStatement("throw new $T($S)", UnsupportedOperationException.class, sentence);
            type.addMethod(method.build());
            return;
        }
        String holder = holders.take(JavaClassNames.of(call.name()) + "Call");
        CallMethod body = new CallMethod(call, scope);
        method.addJavadoc(CallJavadoc.of(call, scope, errno));
        method.addCode(body.body(holder));
        type.addMethod(method.build());
        type.addType(holder(holder, call, body));
    }

    /** The interface has the method, whatever this libc has. */
    private MethodSpec absent(AbsentCall absent) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(absent.name())
                .addJavadoc("Throws an exception: $L.\n", absent.reason())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(scope.type(absent.javaResult()));
        absent.parameters().forEach(p -> method.addParameter(scope.type(p.javaType()), p.name()));
        return method.addStatement("throw new $T($S)", UnsupportedOperationException.class, absent.reason())
                .build();
    }

    /** A class is initialised at its first use (JLS 12.4.1): a function is linked when it is first called. */
    private static TypeSpec holder(String holder, CallPlan call, CallMethod body) {
        return TypeSpec.classBuilder(holder)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addField(FieldSpec.builder(Api.METHOD_HANDLE, "HANDLE", Modifier.STATIC, Modifier.FINAL)
                        .initializer("$T.link($S,$W$L)", Api.DOWNCALLS, call.name(), body.linkArguments())
                        .build())
                .build();
    }

    private void addErrno(TypeSpec.Builder type) {
        type.addMethod(MethodSpec.methodBuilder(errno)
                .addJavadoc("""
                        {@return the {@code errno} that the last call of this thread through this object set, 0 if it set none}

                        <p>It says something only after a call that failed; a successful one may set it, too (man 3 errno). A -1 with 0
                        is a value: {@code strtol}, {@code getpriority}.
                        """)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.INT)
                .addStatement("return this.state.errno()")
                .build());
        type.addMethod(MethodSpec.methodBuilder(errnoName("lastError"))
                .addJavadoc("{@return {@link #$L()} by name; empty if it is 0 or a number without a name}\n", errno)
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(ClassName.get(Optional.class), Api.ERRNO))
                .addStatement("return this.state.error()")
                .build());
    }

    /** A library may have a function of that name without parameters; C's {@code errno} itself is a macro. */
    private String errnoName(String wanted) {
        boolean taken = plan.calls().stream()
                .anyMatch(c -> c.name().equals(wanted) && c.parameters().isEmpty());
        return taken ? wanted + "_" : wanted;
    }
}

package dev.shimgen.generator.scaffold;

import dev.shimgen.generator.diagnostic.SourcePosition;
import dev.shimgen.generator.resolve.LibraryFunctions;
import dev.shimgen.generator.spec.JavaType;
import dev.shimgen.generator.spec.ReadyMadeGroup;
import dev.shimgen.generator.spec.SpecAnnotation;
import dev.shimgen.generator.spec.SpecMethod;
import dev.shimgen.generator.spec.SpecParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drafts the methods of a spec.
 *
 * <p>A function of a ready-made group gets the names and meanings of the group's method. But its structs are the
 * generated classes, which a group cannot know.
 */
final class Draft {

    private static final String STRUCT = "dev.shimgen.spec.Struct";

    private final InterfaceName name;
    private final LibraryFunctions library;
    private final Map<String, SpecMethod> grouped = new HashMap<>();
    private final List<String> groupNames;

    Draft(InterfaceName name, LibraryFunctions library, List<ReadyMadeGroup> groups) {
        this.name = name;
        this.library = library;
        groups.forEach(group -> group.methods().forEach(grouped::putIfAbsent));
        this.groupNames = groups.stream().map(ReadyMadeGroup::simpleName).toList();
    }

    /** {@return whether a prototype of the function is known, from the headers or from a group that declares one} */
    boolean knows(String function) {
        return library.isDescribed(function) || grouped.containsKey(function);
    }

    /** {@return the method as it is inherited from a group, with another position} */
    SpecMethod inherited(String function, ReadyMadeGroup group, long line) {
        SpecMethod method = group.methods().get(function);
        if (method == null) {
            throw new IllegalArgumentException(group.name() + " has no " + function);
        }
        return placed(method, method.declaredIn(), true, places(line));
    }

    /** {@return the spec's own method for a function} */
    SpecMethod own(String function, long line, Concessions concessions) {
        IntFunction<SourcePosition> places = places(line);
        SpecMethod method = merged(function, places);
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            SpecParameter parameter = method.parameters().get(i);
            SpecParameter plain = new SpecParameter(
                    decapitalized(parameter.name()),
                    importable(parameter.type()),
                    parameter.annotations().stream().map(library::asWritten).toList(),
                    parameter.position());
            parameters.add(concessions.applied(function, i, plain));
        }
        return new SpecMethod(
                function,
                importable(method.result()),
                parameters,
                method.annotations(),
                name.full(),
                false,
                method.position());
    }

    private SpecMethod merged(String function, IntFunction<SourcePosition> places) {
        @Nullable SpecMethod method = grouped.get(function);
        if (method == null) {
            return library.propose(function, name.full(), places);
        }
        SpecMethod placed = placed(method, name.full(), false, places);
        if (!library.isDescribed(function)) {
            return placed;
        }
        SpecMethod proposed = library.propose(function, name.full(), places);
        if (proposed.parameters().size() != placed.parameters().size()) {
            return placed;
        }
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < placed.parameters().size(); i++) {
            SpecParameter parameter = placed.parameters().get(i);
            parameters.add(new SpecParameter(
                    parameter.name(),
                    generated(parameter.type(), proposed.parameters().get(i).type()),
                    parameter.annotations(),
                    parameter.position()));
        }
        return new SpecMethod(
                function,
                generated(placed.result(), proposed.result()),
                parameters,
                placed.annotations(),
                name.full(),
                false,
                placed.position());
    }

    private static JavaType generated(JavaType inGroup, JavaType proposed) {
        return inGroup.name().equals(STRUCT) && !proposed.resolved() ? proposed : inGroup;
    }

    /**
     * Java's parameter names begin with a lower-case letter: regexec(3) has a parameter {@code __String} in the header,
     * and {@code string} in the manual.
     */
    private static String decapitalized(String parameter) {
        boolean word = parameter.length() > 1 && Character.isLowerCase(parameter.charAt(1));
        return word ? Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1) : parameter;
    }

    /**
     * A generated class whose name is hidden by an import of the spec cannot be named there: {@code Struct} has to do.
     */
    private JavaType importable(JavaType type) {
        boolean hidden = !type.resolved()
                && (InterfaceName.isSpecType(type.name())
                        || groupNames.contains(type.name())
                        || type.name().equals("String"));
        return hidden ? new JavaType(STRUCT, true) : type;
    }

    private static SpecMethod placed(
            SpecMethod method, String declaredIn, boolean inherited, IntFunction<SourcePosition> places) {
        List<SpecParameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            SpecParameter parameter = method.parameters().get(i);
            SourcePosition place = places.apply(i + 1);
            parameters.add(new SpecParameter(
                    parameter.name(), parameter.type(), placed(parameter.annotations(), place), place));
        }
        return new SpecMethod(
                method.name(),
                method.result(),
                parameters,
                placed(method.annotations(), places.apply(0)),
                declaredIn,
                inherited,
                places.apply(0));
    }

    private static List<SpecAnnotation> placed(List<SpecAnnotation> annotations, SourcePosition place) {
        return annotations.stream()
                .map(annotation -> new SpecAnnotation(annotation.type(), annotation.values(), place))
                .collect(Collectors.toList());
    }

    /** The spec is in no file yet: in positions, the line is the method's number, and the column the parameter's. */
    private static IntFunction<SourcePosition> places(long line) {
        return parameter -> new SourcePosition("", line, parameter, null);
    }
}

package dev.shimgen.generator.behaviour.redirect;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Back;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Name;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Program;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Rule;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Socket;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NameTable;
import dev.shimgen.generator.plan.NameTable.Kind;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code @Redirect}: names of files that stand for others. Inside the trace and what Java answers, which see the names that the program
 * says; around what changes other arguments of the real call.
 */
public final class RedirectBehaviour implements Behaviour<RedirectPlan> {

    static final String ID = "redirect";

    private static final String ANNOTATION = "dev.shimgen.spec.Redirect";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<RedirectPlan> planType() {
        return RedirectPlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public @Nullable RedirectPlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        List<SpecAnnotation> annotations = request.method().annotations().stream()
                .filter(a -> a.type().equals(ANNOTATION))
                .toList();
        if (annotations.isEmpty()) {
            return null;
        }
        List<Rule> rules = annotations.stream()
                .flatMap(annotation -> Entries.of(annotation, diagnostics).stream())
                .distinct()
                .toList();
        NameTable.Row row = NameTable.ofTheCLibrary().row(request.function().name());
        Kind kind = row == null ? null : row.kind();
        List<Name> names = names(request.parameters(), row);
        Back back = row == null ? null : back(request.parameters(), row);
        Program program = row == null || names.isEmpty() ? null : program(request, row);
        Socket socket = row == null ? null : socket(request.parameters(), row);
        if (request.noReturn() || kind == Kind.UNKNOWN || (names.isEmpty() && back == null && socket == null)) {
            return null;
        }
        boolean once = kind == Kind.ONCE || names.stream().anyMatch(Name::written);
        return new RedirectPlan(rules, names, back, once, program, socket, kind == Kind.LOAD);
    }

    /** A name is relative to the folder of the nearest parameter before it that is one. */
    private static List<Name> names(List<ParameterPlan> parameters, NameTable.@Nullable Row row) {
        List<Name> names = new ArrayList<>();
        String folder = null;
        for (int i = 0; i < parameters.size(); i++) {
            ParameterPlan parameter = parameters.get(i);
            if (parameter.meaning() instanceof Meaning.DirFd) {
                folder = parameter.name();
            } else if (parameter.meaning() instanceof Meaning.Path
                    && (row == null
                            || row.kind() != Kind.STORED
                            || !row.places().contains(i))) {
                names.add(new Name(parameter.name(), folder, !parameter.type().pointsToConst()));
            }
        }
        return names;
    }

    private static @Nullable Back back(List<ParameterPlan> parameters, NameTable.Row row) {
        return switch (row.kind()) {
            case STRING -> new Back(Back.Kind.STRING, name(parameters, row.place(0)), name(parameters, row.place(1)));
            case BYTES -> new Back(Back.Kind.BYTES, name(parameters, row.place(0)), name(parameters, row.place(1)));
            case STORED, ONCE, EXEC, SEARCH, LOAD, ADDRESS, BOUND, PEER, UNKNOWN -> null;
        };
    }

    private static @Nullable Socket socket(List<ParameterPlan> parameters, NameTable.Row row) {
        Socket.Use use = switch (row.kind()) {
            case ADDRESS -> Socket.Use.FOUND;
            case BOUND -> Socket.Use.MADE;
            case PEER -> Socket.Use.TOLD;
            case STRING, BYTES, STORED, ONCE, EXEC, SEARCH, LOAD, UNKNOWN -> null;
        };
        String address = name(parameters, row.place(0));
        String size = name(parameters, row.place(1));
        return use == null || address == null || size == null ? null : new Socket(use, address, size);
    }

    private static @Nullable Program program(BehaviourRequest request, NameTable.Row row) {
        if (row.kind() != Kind.EXEC && row.kind() != Kind.SEARCH) {
            return null;
        }
        return new Program(name(request.parameters(), row.place(1)), row.kind() == Kind.SEARCH);
    }

    private static @Nullable String name(List<ParameterPlan> parameters, @Nullable Integer place) {
        return place == null ? null : parameters.get(place).name();
    }

    // C
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public Map<String, Object> view(RedirectPlan plan, CallPlan call, EntryPlan entry) {
        return RedirectView.of(plan, call, entry);
    }

    @Override
    public Map<String, Object> shimView(ShimPlan shim) {
        return RedirectView.of(shim);
    }
}

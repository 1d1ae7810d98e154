package dev.shimgen.generator.behaviour.mount;

import dev.shimgen.generator.behaviour.Behaviour;
import dev.shimgen.generator.behaviour.BehaviourRequest;
import dev.shimgen.generator.behaviour.mount.MountPlan.Name;
import dev.shimgen.generator.behaviour.mount.MountPlan.Need;
import dev.shimgen.generator.behaviour.mount.MountPlan.Run;
import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.Diagnostics;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.NameTable;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.spec.SpecAnnotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code @Mount}: what a call needs of a file system that is mounted. Inside of {@code @Redirect}: it gets the names of real files. */
public final class MountBehaviour implements Behaviour<MountPlan> {

    static final String ID = "mount";

    private static final String ANNOTATION = "dev.shimgen.spec.Mount";
    private static final String REDIRECT = "dev.shimgen.spec.Redirect";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Class<MountPlan> planType() {
        return MountPlan.class;
    }

    @Override
    public String annotation() {
        return ANNOTATION;
    }

    @Override
    public int order() {
        return 450;
    }

    @Override
    public @Nullable MountPlan plan(BehaviourRequest request, Diagnostics diagnostics) {
        SpecAnnotation annotation = request.annotation(ANNOTATION);
        if (annotation == null || request.noReturn()) {
            return null;
        }
        if (request.annotation(REDIRECT) == null) {
            diagnostics.error(
                    Code.SG0205,
                    annotation.position(),
                    "@Mount without @Redirect: what is mounted is a tree of real files, to which names are redirected;"
                            + " add @Redirect");
            return null;
        }
        Needs.Row row = Needs.of(request.function().name());
        if (row != null && row.kind() == Needs.Kind.SYNCED) {
            return new MountPlan(List.of(), null, null, name(request, row));
        }
        NameTable.Row names = NameTable.ofTheCLibrary().row(request.function().name());
        if (names != null && isOthers(names)) {
            return null;
        }
        List<Name> found = names(request, row, names);
        String flags = row != null && row.kind() == Needs.Kind.OPENED ? name(request, row) : null;
        return found.isEmpty() ? null : new MountPlan(found, flags, row == null ? null : run(request, row), null);
    }

    /** Functions that are jumped to are {@code @Redirect}'s business, which has files there that it hands on. */
    private static boolean isOthers(NameTable.Row row) {
        return switch (row.kind()) {
            case LOAD, UNKNOWN -> true;
            case EXEC, SEARCH -> row.places().size() < 2;
            case STRING, BYTES, STORED, ONCE, ADDRESS, BOUND, PEER -> false;
        };
    }

    private static String name(BehaviourRequest request, Needs.Row row) {
        return request.parameters().get(row.place()).name();
    }

    private static @Nullable Run run(BehaviourRequest request, Needs.Row row) {
        String environment = row.place() < 0 ? null : name(request, row);
        return switch (row.kind()) {
            case RUN -> new Run(environment, false, false);
            case SEARCH -> new Run(environment, true, false);
            case SPAWN -> new Run(environment, false, true);
            case SPAWNP -> new Run(environment, true, true);
            case FOUND, MADE, OPENED, STREAM, CUT, WALKED, MOVED, SYNCED -> null;
        };
    }

    /** A name is relative to the folder of the nearest parameter before it that is one. */
    private static List<Name> names(
            BehaviourRequest request, Needs.@Nullable Row row, NameTable.@Nullable Row redirected) {
        List<Name> names = new ArrayList<>();
        String folder = null;
        Need need = row == null ? Need.READ : row.kind().need();
        // What cannot fail cannot be refused, either; it finds what is there.
        Need possible = request.failure() == CallPlan.Failure.NEVER ? Need.FOUND : need;
        String mode = row != null && row.kind() == Needs.Kind.STREAM ? name(request, row) : null;
        for (int i = 0; i < request.parameters().size(); i++) {
            ParameterPlan parameter = request.parameters().get(i);
            boolean isStored = redirected != null
                    && redirected.kind() == NameTable.Kind.STORED
                    && redirected.places().contains(i);
            if (parameter.meaning() instanceof Meaning.DirFd) {
                folder = parameter.name();
            } else if (parameter.meaning() instanceof Meaning.Path && !isStored) {
                names.add(new Name(parameter.name(), folder, possible, mode));
            }
        }
        return names;
    }

    @Override
    public Map<String, Object> view(MountPlan plan, CallPlan call, EntryPlan entry) {
        return MountView.of(plan, call, entry);
    }
}

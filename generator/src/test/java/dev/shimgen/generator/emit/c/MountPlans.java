package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.mount.MountPlan;
import dev.shimgen.generator.behaviour.mount.MountPlan.Name;
import dev.shimgen.generator.behaviour.mount.MountPlan.Need;
import dev.shimgen.generator.behaviour.mount.MountPlan.Run;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;

/** Plans made by hand of calls that need something of what is mounted, one for each shape. */
final class MountPlans {

    private static final CType FILE = new CType("FILE *", "", Carrier.POINTER, null);
    private static final CType WORDS = new CType("char *const", "[]", Carrier.POINTER, null);

    private MountPlans() {}

    private static ParameterPlan path(String name) {
        return Plans.parameter(name, Plans.STRING, new Meaning.Path());
    }

    private static MountPlan mount(Need need, String... names) {
        return new MountPlan(
                List.of(names).stream()
                        .map(name -> new Name(name, null, need, null))
                        .toList(),
                null,
                null,
                null);
    }

    private static RedirectPlan redirect(String name) {
        return new RedirectPlan(List.of(), List.of(new RedirectPlan.Name(name, null, false)), null, false, null);
    }

    static ShimPlan everyShape() {
        return Plans.shim(
                "mounts",
                List.of("fcntl.h", "stdio.h", "unistd.h"),
                Plans.call(
                        "access",
                        "unistd.h",
                        Plans.INT,
                        List.of(path("path"), Plans.parameter("type", Plans.INT, new Meaning.WholeNumber(false))),
                        redirect("path"),
                        mount(Need.FOUND, "path")),
                Plans.call(
                        "execve",
                        "unistd.h",
                        Plans.INT,
                        List.of(
                                path("path"),
                                Plans.parameter("argv", WORDS, new Meaning.Texts()),
                                Plans.parameter("envp", WORDS, new Meaning.Texts())),
                        new MountPlan(
                                List.of(new Name("path", null, Need.READ, null)),
                                null,
                                new Run("envp", false, false),
                                null)),
                Plans.call(
                        "fopen",
                        "stdio.h",
                        FILE,
                        List.of(path("path"), Plans.parameter("mode", Plans.STRING, new Meaning.Text())),
                        new MountPlan(List.of(new Name("path", null, Need.READ, "mode")), null, null, null)),
                Plans.call(
                        "fsync",
                        "unistd.h",
                        Plans.INT,
                        List.of(Plans.parameter("fd", Plans.INT, new Meaning.Fd())),
                        new MountPlan(List.of(), null, null, "fd")),
                Plans.open(new MountPlan(List.of(new Name("path", null, Need.OPENED, null)), "flags", null, null)),
                Plans.call(
                        "rename",
                        "stdio.h",
                        Plans.INT,
                        List.of(path("old"), path("new")),
                        mount(Need.MOVED, "old", "new")));
    }
}

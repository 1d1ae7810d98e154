package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.redirect.RedirectPlan;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Back;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Name;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Program;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Rule;
import dev.shimgen.generator.behaviour.trace.TracePlan;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.header.CType.Carrier;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.Meaning;
import dev.shimgen.generator.plan.ParameterPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.util.List;

/** Plans made by hand of calls with names that stand for others, one for each shape. */
final class RedirectPlans {

    private static final CType TEXT = new CType("char *", "", Carrier.POINTER, null);
    private static final CType ARGUMENTS = new CType("char *const", "[]", Carrier.POINTER, null);
    private static final List<Rule> RULES =
            List.of(new Rule("/a", "/b"), new Rule("", "/jail"), new Rule("/a\"\\?ä", "/x"));

    private RedirectPlans() {}

    private static RedirectPlan names(Name... names) {
        return new RedirectPlan(RULES, List.of(names), null, false, null);
    }

    private static Name name(String parameter) {
        return new Name(parameter, null, false);
    }

    private static ParameterPlan path(String name) {
        return Plans.parameter(name, Plans.STRING, new Meaning.Path());
    }

    private static CallPlan getcwd(List<Rule> rules) {
        return Plans.call(
                "getcwd",
                "unistd.h",
                TEXT,
                List.of(
                        Plans.parameter("buf", TEXT, new Meaning.Address()),
                        Plans.parameter("size", Plans.SIZE, new Meaning.WholeNumber(true))),
                new RedirectPlan(rules, List.of(), new Back(Back.Kind.STRING, "buf", "size"), false, null));
    }

    /** {@return a shim that redirects nothing itself, and has one function} */
    static ShimPlan smallest() {
        return Plans.shim("smallest", List.of("unistd.h"), getcwd(List.of()));
    }

    static ShimPlan everyShape() {
        return Plans.shim(
                "redirects",
                List.of("fcntl.h", "signal.h", "stdio.h", "stdlib.h", "unistd.h"),
                Plans.jumped(
                        Plans.variadic(
                                Plans.call(
                                        "execle",
                                        "unistd.h",
                                        Plans.INT,
                                        List.of(path("path"), Plans.parameter("arg", Plans.STRING, new Meaning.Text())),
                                        new RedirectPlan(
                                                RULES, List.of(name("path")), null, false, new Program(null, false))),
                                2,
                                new CallPlan.StringsTail(true)),
                        "it takes strings up to a NULL"),
                Plans.call(
                        "execvp",
                        "unistd.h",
                        Plans.INT,
                        List.of(path("file"), Plans.parameter("argv", ARGUMENTS, new Meaning.Texts())),
                        new RedirectPlan(RULES, List.of(name("file")), null, false, new Program("argv", true))),
                getcwd(RULES),
                Plans.call(
                        "mkstemp",
                        "stdlib.h",
                        Plans.INT,
                        List.of(Plans.parameter("template", TEXT, new Meaning.Path())),
                        new RedirectPlan(RULES, List.of(new Name("template", null, true)), null, true, null)),
                Plans.open(new TracePlan(0), names(name("path")), Plans.clear("flags", "O_SYNC")),
                Plans.call(
                        "readlinkat",
                        "unistd.h",
                        Plans.SSIZE,
                        List.of(
                                Plans.parameter("dirfd", Plans.INT, new Meaning.DirFd()),
                                path("path"),
                                Plans.parameter("buf", TEXT, new Meaning.Address()),
                                Plans.parameter("size", Plans.SIZE, new Meaning.WholeNumber(true))),
                        new RedirectPlan(
                                RULES,
                                List.of(new Name("path", "dirfd", false)),
                                new Back(Back.Kind.BYTES, "buf", "size"),
                                false,
                                null)),
                Plans.call(
                        "rename",
                        "stdio.h",
                        Plans.INT,
                        List.of(path("old"), path("new")),
                        names(name("old"), name("new"))));
    }
}

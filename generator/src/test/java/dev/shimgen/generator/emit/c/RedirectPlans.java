package dev.shimgen.generator.emit.c;

import dev.shimgen.generator.behaviour.redirect.RedirectPlan;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Back;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Name;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Program;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Rule;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Socket;
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
    private static final CType ADDRESS = new CType("const struct sockaddr *", "", Carrier.POINTER, "struct sockaddr");
    private static final CType TOLD = new CType("struct sockaddr *restrict", "", Carrier.POINTER, "struct sockaddr");
    private static final CType SOCKLEN = new CType("socklen_t", "", Carrier.INT32, null);
    private static final CType LENGTH = new CType("socklen_t *restrict", "", Carrier.POINTER, null);
    private static final List<Rule> RULES =
            List.of(new Rule("/a", "/b"), new Rule("", "/jail"), new Rule("/a\"\\?ä", "/x"));

    private RedirectPlans() {}

    private static RedirectPlan names(Name... names) {
        return new RedirectPlan(RULES, List.of(names), null, false, null);
    }

    private static RedirectPlan socket(Socket socket) {
        return new RedirectPlan(RULES, List.of(), null, false, null, socket, false);
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
                List.of("dlfcn.h", "fcntl.h", "signal.h", "stdio.h", "stdlib.h", "sys/socket.h", "unistd.h"),
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
                        "connect",
                        "sys/socket.h",
                        Plans.INT,
                        List.of(
                                Plans.parameter("socket", Plans.INT, new Meaning.Fd()),
                                Plans.parameter("address", ADDRESS, new Meaning.Address()),
                                Plans.parameter("length", SOCKLEN, new Meaning.WholeNumber(false))),
                        socket(new Socket(Socket.Use.FOUND, "address", "length"))),
                Plans.call(
                        "execvp",
                        "unistd.h",
                        Plans.INT,
                        List.of(path("file"), Plans.parameter("argv", ARGUMENTS, new Meaning.Texts())),
                        new RedirectPlan(RULES, List.of(name("file")), null, false, new Program("argv", true))),
                getcwd(RULES),
                Plans.call(
                        "getpeername",
                        "sys/socket.h",
                        Plans.INT,
                        List.of(
                                Plans.parameter("socket", Plans.INT, new Meaning.Fd()),
                                Plans.parameter("address", TOLD, new Meaning.Address()),
                                Plans.parameter("length", LENGTH, new Meaning.Address())),
                        socket(new Socket(Socket.Use.TOLD, "address", "length"))),
                Plans.jumped(
                        Plans.call(
                                "dlopen",
                                "dlfcn.h",
                                Plans.ADDRESS,
                                List.of(
                                        path("file"),
                                        Plans.parameter("mode", Plans.INT, new Meaning.WholeNumber(false))),
                                new RedirectPlan(RULES, List.of(name("file")), null, false, null, null, true)),
                        "it looks at its caller"),
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

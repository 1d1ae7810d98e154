package dev.shimgen.generator.behaviour.redirect;

import dev.shimgen.generator.behaviour.OwnFunction;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Back;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Name;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Program;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Rule;
import dev.shimgen.generator.behaviour.redirect.RedirectPlan.Socket;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.BehaviourPlan;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import dev.shimgen.generator.plan.ShimPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the partials of {@code @Redirect} say of a symbol, and of a shim. */
final class RedirectView {

    private RedirectView() {}

    static Map<String, Object> of(RedirectPlan plan, CallPlan call, EntryPlan entry) {
        Map<String, Object> view = new HashMap<>();
        OwnFunction own = OwnFunction.of(call, entry);
        String passed = own.arguments();
        view.put("jumps", plan.stand() == BehaviourPlan.Stand.BEFORE);
        view.put("loads", plan.loads());
        if (plan.loads()) {
            String file = entry.argument(plan.names().get(0).parameter());
            view.put("file", file);
            view.put("index", own.passed().indexOf(file));
            view.put("fetched", own.passed().size());
        }
        boolean isList = plan.program() != null && plan.program().arguments() == null;
        view.put("lists", isList);
        if (isList) {
            view.put("fixed", passed);
            view.put("environment", call.tail() instanceof CallPlan.StringsTail strings && strings.environment());
        }
        view.put("id", entry.id());
        view.put("prototype", own.prototype(entry, "shimgen_redirecting_" + entry.id()));
        view.put("renamed", own.prototype(entry, "shimgen_redirected_" + entry.id()));
        view.put("passed", passed);
        view.put("isVoid", entry.result().carrier() == CType.Carrier.VOID);
        view.put("resultDeclared", entry.result().declare("result"));
        List<Map<String, Object>> names = new ArrayList<>();
        for (Name name : plan.names()) {
            names.add(name(name, names.size(), call, entry));
        }
        view.put("names", names);
        view.put("hasNames", !names.isEmpty());
        view.put("several", names.size() > 1);
        view.put("count", names.size());
        boolean executes = plan.program() != null;
        boolean tries = !plan.once() && !executes && !names.isEmpty();
        view.put("foundNothing", tries ? foundNothing(call.failure(), entry.result()) : null);
        view.put("executes", executes);
        view.put("always", executes || plan.once());
        view.put("looks", !executes && !plan.once());
        view.put("follows", plan.once());
        view.put("followsLast", plan.names().stream().anyMatch(Name::written) ? "false" : "true");
        Program program = plan.program();
        if (program != null) {
            view.put("arguments", program.arguments());
            view.put("looked", looked(program, call.failure()));
        }
        view.put("address", socket(plan, entry, Socket.Use.FOUND, Socket.Use.MADE));
        view.put("peer", socket(plan, entry, Socket.Use.TOLD));
        view.put("keepsErrno", isFolder(plan));
        view.put("back", back(plan, names.isEmpty() ? null : names.get(0), entry));
        return view;
    }

    /**
     * How a program is looked for. What the kernel cannot execute is for a shell if it was found along PATH: execvp(3). Not so for
     * those that start another process, which tell of errors by their numbers: posix_spawnp(3).
     */
    private static String looked(Program program, CallPlan.Failure failure) {
        if (!program.searched()) {
            return "SHIMGEN_REDIRECT_BY_NAME";
        }
        return failure == CallPlan.Failure.ERROR_NUMBER ? "SHIMGEN_REDIRECT_BY_PATH" : "SHIMGEN_REDIRECT_BY_SHELL";
    }

    /** Whether a call tells of no file that it is passed, in memory of a size that it is passed: getcwd(3). */
    private static boolean isFolder(RedirectPlan plan) {
        Back back = plan.back();
        return plan.names().isEmpty() && back != null && back.kind() == Back.Kind.STRING && back.size() != null;
    }

    private static @Nullable Map<String, Object> socket(RedirectPlan plan, EntryPlan entry, Socket.Use... uses) {
        Socket socket = plan.socket();
        if (socket == null || !List.of(uses).contains(socket.use())) {
            return null;
        }
        return Map.of(
                "parameter", entry.argument(socket.address()),
                "size", entry.argument(socket.size()),
                "followsLast", socket.use() == Socket.Use.FOUND ? "true" : "false");
    }

    private static Map<String, Object> name(Name name, int index, CallPlan call, EntryPlan entry) {
        Map<String, Object> view = new HashMap<>();
        view.put("index", index);
        view.put("parameter", entry.argument(name.parameter()));
        view.put("folder", name.folder() == null ? "AT_FDCWD" : entry.argument(name.folder()));
        view.put("written", name.written());
        view.put("cast", name.written() ? "(char *)(uintptr_t)" : "");
        view.put("first", index == 0);
        view.put("pointerResult", name.written() && call.result().carrier() == CType.Carrier.POINTER);
        return view;
    }

    /** The condition under which a call has found nothing: it tells of ENOENT. */
    private static @Nullable String foundNothing(CallPlan.Failure failure, CType result) {
        return switch (failure) {
            case MINUS_ONE ->
                result.carrier() == CType.Carrier.POINTER
                        ? "result == (" + result.spelling() + ")-1 && *shimgen_sys_errno() == ENOENT"
                        : "result == -1 && *shimgen_sys_errno() == ENOENT";
            case NULL -> "result == NULL && *shimgen_sys_errno() == ENOENT";
            case ERROR_NUMBER -> "result == ENOENT";
            case NEVER -> null;
        };
    }

    /** The expression by which a result becomes the name that programs know; {@code null} if it stays. */
    private static @Nullable String back(RedirectPlan plan, @Nullable Map<String, Object> name, EntryPlan entry) {
        Back back = plan.back();
        if (back == null) {
            return null;
        }
        String buffer = back.buffer() == null ? "NULL" : entry.argument(back.buffer());
        String size = back.size() == null ? "PATH_MAX" : entry.argument(back.size());
        return switch (back.kind()) {
            case STRING ->
                isFolder(plan)
                        ? "shimgen_redirect_folder_back(rules, result, " + buffer + ", " + size + ", before)"
                        : "shimgen_redirect_string_back(rules, result, " + buffer + ", " + size + ")";
            case BYTES ->
                name == null
                        ? null
                        : "shimgen_redirect_link_back(rules, result, " + name.get("folder") + ", "
                                + name.get("parameter") + ", " + buffer + ", " + size + ")";
        };
    }

    // The table
    // ---------------------------------------------------------------------------------------------------------

    static Map<String, Object> of(ShimPlan shim) {
        List<Rule> rules = shim.calls().stream()
                .flatMap(call -> call.behaviours().stream())
                .filter(RedirectPlan.class::isInstance)
                .map(RedirectPlan.class::cast)
                .flatMap(plan -> plan.rules().stream())
                .distinct()
                .toList();
        Map<String, Object> view = new HashMap<>();
        view.put("rules", rules.stream().map(RedirectView::row).toList());
        view.put("hasRules", !rules.isEmpty());
        view.put("count", rules.size());
        return view;
    }

    private static Map<String, Object> row(Rule rule) {
        return Map.of(
                "from",
                literal(rule.from()),
                "to",
                literal(rule.to()),
                "fromLength",
                rule.from().getBytes(StandardCharsets.UTF_8).length,
                "toLength",
                rule.to().getBytes(StandardCharsets.UTF_8).length);
    }

    /** A C string; what is no plain letter is written in octal, which ends after three digits. */
    private static String literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder literal = new StringBuilder();
        for (byte b : bytes) {
            boolean isPlain = b >= ' ' && b < 0x7f && b != '"' && b != '\\' && b != '?';
            literal.append(isPlain ? String.valueOf((char) b) : "\\" + octal(b & 0xff));
        }
        return '"' + literal.toString() + '"';
    }

    private static String octal(int b) {
        return List.of(b >> 6, b >> 3 & 7, b & 7).stream().map(String::valueOf).collect(Collectors.joining());
    }
}

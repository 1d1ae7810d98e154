package dev.shimgen.generator.behaviour.mount;

import dev.shimgen.generator.behaviour.OwnFunction;
import dev.shimgen.generator.behaviour.mount.MountPlan.Name;
import dev.shimgen.generator.behaviour.mount.MountPlan.Run;
import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import dev.shimgen.generator.plan.EntryPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the partials of {@code @Mount} say of a symbol. */
final class MountView {

    private MountView() {}

    static Map<String, Object> of(MountPlan plan, CallPlan call, EntryPlan entry) {
        Map<String, Object> view = new HashMap<>();
        OwnFunction own = OwnFunction.of(call, entry);
        view.put("id", entry.id());
        view.put("prototype", own.prototype(entry, "shimgen_mounting_" + entry.id()));
        view.put("mounted", own.prototype(entry, "shimgen_mounted_" + entry.id()));
        view.put("passed", own.arguments());
        view.put("resultDeclared", entry.result().declare("result"));
        List<Map<String, Object>> names = new ArrayList<>();
        for (Name name : plan.names()) {
            names.add(Map.of(
                    "index", names.size(),
                    "parameter", entry.argument(name.parameter()),
                    "folder", name.folder() == null ? "AT_FDCWD" : entry.argument(name.folder()),
                    "need", need(name, plan, entry)));
        }
        view.put("names", names);
        view.put("hasNames", !names.isEmpty());
        view.put("count", names.size());
        view.put("runs", plan.run() == null ? null : run(plan.run(), names.get(0), entry));
        view.put("opens", plan.flags() == null ? null : entry.argument(plan.flags()));
        view.put("syncs", plan.synced() == null ? null : entry.argument(plan.synced()));
        view.put("failed", failed(call.failure(), entry.result()));
        view.put("error", call.failure() == CallPlan.Failure.ERROR_NUMBER ? "(int)result" : "*shimgen_sys_errno()");
        view.put("fails", call.failure() != CallPlan.Failure.NEVER);
        view.put("tells", call.failure() != CallPlan.Failure.ERROR_NUMBER);
        view.put("failure", failure(call.failure(), entry.result()));
        return view;
    }

    private static Map<String, Object> run(Run run, Map<String, Object> program, EntryPlan entry) {
        return Map.of(
                "folder", program.get("folder"),
                "program", program.get("parameter"),
                "environment", run.environment() == null ? "NULL" : entry.argument(run.environment()),
                "how", run.searched() ? "SHIMGEN_MOUNT_BY_PATH" : "SHIMGEN_MOUNT_BY_NAME",
                "moves", run.moves());
    }

    private static String need(Name name, MountPlan plan, EntryPlan entry) {
        if (name.mode() != null) {
            return "shimgen_mount_stream_need(" + entry.argument(name.mode()) + ")";
        }
        return plan.flags() == null
                ? "SHIMGEN_MOUNT_" + name.need()
                : "shimgen_mount_open_need(" + entry.argument(plan.flags()) + ")";
    }

    /** The condition under which a call has failed. */
    private static String failed(CallPlan.Failure failure, CType result) {
        return switch (failure) {
            case MINUS_ONE ->
                result.carrier() == CType.Carrier.POINTER ? "result == (" + result.spelling() + ")-1" : "result == -1";
            case NULL -> "result == NULL";
            case ERROR_NUMBER -> "result != 0";
            case NEVER -> "false";
        };
    }

    /** What a call returns that fails with {@code error}; {@code null} if it cannot. */
    private static @Nullable String failure(CallPlan.Failure failure, CType result) {
        return switch (failure) {
            case MINUS_ONE -> result.carrier() == CType.Carrier.POINTER ? "(" + result.spelling() + ")-1" : "-1";
            case NULL -> "NULL";
            case ERROR_NUMBER -> "error";
            case NEVER -> null;
        };
    }
}

package dev.shimgen.generator.behaviour.trace;

import dev.shimgen.generator.header.CType;
import dev.shimgen.generator.plan.CallPlan;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Before which calls {@code errno} must stay as the program has it, though a trace would know more if it were marked. */
final class ErrnoUse {

    /**
     * These exist to run a handler of the program before they return (signal(7)), which may print {@code errno}; as system
     * calls they set it whenever they fail.
     */
    private static final Set<String> RUN_HANDLERS = Set.of(
            "raise",
            "gsignal",
            "kill",
            "killpg",
            "tgkill",
            "sigqueue",
            "sigsuspend",
            "pause",
            "sigpause",
            "__sigpause",
            "sigprocmask",
            "sigrelse");

    private ErrnoUse() {}

    /** {@return what the table of a call says; {@code null} where {@code errno} is marked before it} */
    static @Nullable String of(CallPlan call) {
        if (call.isAnswered()) {
            return null;
        }
        // A process that vfork(2) made leaves its parent's memory by execve(2): nobody would give errno back.
        if (call.execs() || RUN_HANDLERS.contains(call.name())) {
            return "SHIMGEN_ERRNO_CERTAIN";
        }
        return formats(call) ? "SHIMGEN_ERRNO_READ" : null;
    }

    /** Whoever takes a format may know "%m", printf(3), syslog(3), sd_journal_print(3). Not scanf(3): "m" allocates there. */
    private static boolean formats(CallPlan call) {
        boolean list = call.tail() instanceof CallPlan.ListTail
                || call.parameters().stream().anyMatch(p -> p.type().carrier() == CType.Carrier.VA_LIST);
        return list && !call.name().contains("scanf");
    }
}

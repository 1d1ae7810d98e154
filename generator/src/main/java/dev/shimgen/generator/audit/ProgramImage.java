package dev.shimgen.generator.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process runs from one {@code execve} to the next: a program, and whether its dynamic linker opened the shims.
 * It is filled while strace's output is read.
 */
final class ProgramImage {

    private final @Nullable Execution execution;
    private final Map<CallKey, Long> calls = new HashMap<>();
    private final Bindings bindings = new Bindings();
    private final List<StraceEvent.Call> deferred = new ArrayList<>();
    private @Nullable ProgramImage mergedInto;
    private String entry = "";
    private boolean shimsOpened;
    private int threads;

    /**
     * A program.
     *
     * @param execution how it was started; {@code null} for a process whose parent is not known yet
     */
    ProgramImage(@Nullable Execution execution) {
        this.execution = execution;
    }

    /** {@return the parent's image if this one has been merged into it, or else this one} */
    ProgramImage resolved() {
        ProgramImage image = this;
        while (image.mergedInto != null) {
            image = image.mergedInto;
        }
        return image;
    }

    /** Merges a child that made calls before its parent was known into that parent: it has run the parent's program. */
    void mergeInto(ProgramImage parent) {
        if (parent != this) {
            calls.forEach((key, count) -> parent.calls.merge(key, count, Long::sum));
            calls.clear();
            parent.bindings.addAll(bindings);
            parent.threads += threads;
            mergedInto = parent;
        }
    }

    /** {@return what the program's names bound to, in this process and in those that it was forked from} */
    Bindings bindings() {
        return bindings;
    }

    /** Keeps a call until the parent is known: only the parent's bindings tell where the call came from. */
    void defer(StraceEvent.Call call) {
        deferred.add(call);
    }

    /** {@return the calls that were kept, and forgets them} */
    List<StraceEvent.Call> takeDeferred() {
        List<StraceEvent.Call> taken = List.copyOf(deferred);
        deferred.clear();
        return taken;
    }

    void count(CallKey key) {
        calls.merge(key, 1L, Long::sum);
    }

    void enter() {
        threads++;
    }

    /** {@return whether that was its last thread} */
    boolean leave() {
        threads--;
        return threads == 0;
    }

    /** Takes note of a call's stack; the first one tells which file the process began in. */
    void runs(List<Frame> stack) {
        if (entry.isEmpty() && !stack.isEmpty()) {
            entry = stack.get(0).file();
        }
    }

    /**
     * {@return the file that the program's first call was made from: the dynamic linker, or a static program itself;
     * empty without stack traces}
     */
    String entry() {
        return entry;
    }

    void openShims() {
        shimsOpened = true;
    }

    boolean openedShims() {
        return shimsOpened;
    }

    Map<CallKey, Long> calls() {
        return calls;
    }

    @Nullable
    Execution execution() {
        return execution;
    }
}

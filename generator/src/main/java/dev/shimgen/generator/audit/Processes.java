package dev.shimgen.generator.audit;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the threads of a command from one program to the next, and counts their system calls. */
final class Processes implements Consumer<StraceEvent> {

    /** Calls that every audit traces: they show which program runs where, and whether it opened the shim. */
    static final Set<String> FOLLOWED =
            Set.of("execve", "execveat", "clone", "clone3", "fork", "vfork", "open", "openat");

    private static final Set<String> EXEC = Set.of("execve", "execveat");
    private static final Set<String> FORK = Set.of("clone", "clone3", "fork", "vfork");
    private static final Set<String> OPEN = Set.of("open", "openat");
    private static final String PRELOAD = "LD_PRELOAD=";

    private final Kind kind;
    private final Attribution attribution;
    private final Set<String> libraries = new HashSet<>();
    private final Map<Integer, ProgramImage> byThread = new HashMap<>();
    private final Map<Integer, ProgramImage> orphans = new HashMap<>();
    private final Set<ProgramImage> running = new LinkedHashSet<>();
    private final Tally tally = new Tally();
    private @Nullable ProgramImage strace;
    private boolean started;

    /**
     * Makes one that has seen no event yet.
     *
     * @param shims the file names of the shims' libraries; {@code LD_PRELOAD} may name them in another folder than
     *     theirs, if the variable cannot hold the path of that
     */
    Processes(Kind kind, Attribution attribution, Collection<String> shims) {
        this.kind = kind;
        this.attribution = attribution;
        for (String shim : shims) {
            this.libraries.add("/" + new String(shim.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    /** {@return whether the command was started at all} */
    boolean started() {
        return started;
    }

    /** {@return whether the end of every thread was seen, so that strace did not stop early} */
    boolean ended() {
        return byThread.isEmpty();
    }

    /** {@return everything that was counted; to be asked once, at the end} */
    Tally tally() {
        for (ProgramImage image : List.copyOf(running)) {
            orphans.values().remove(image);
            image.takeDeferred().forEach(call -> count(image, call));
            fold(image);
        }
        return tally;
    }

    @Override
    public void accept(StraceEvent event) {
        if (event instanceof StraceEvent.Call call) {
            call(call);
        } else if (event instanceof StraceEvent.Exited exited) {
            leave(exited.thread());
        } else if (event instanceof StraceEvent.Superseded superseded) {
            ProgramImage image = image(superseded.by());
            leave(superseded.thread());
            enter(superseded.thread(), image);
            leave(superseded.by());
        }
    }

    private void call(StraceEvent.Call call) {
        ProgramImage image = image(call.thread());
        Optional<String> message = Binding.message(call);
        if (message.isPresent()) {
            image.bindings().accept(message.get());
            return;
        }
        Long result = call.result();
        if (FORK.contains(call.name()) && result != null && result > 0) {
            born(result.intValue(), image);
        }
        if (OPEN.contains(call.name()) && call.succeeded() && namesShim(call.arguments())) {
            image.openShims();
        }
        if (image != strace) {
            image.runs(call.stack());
        }
        if (kind.has(call.name()) && image != strace) {
            count(image, call);
        }
        if (EXEC.contains(call.name()) && call.succeeded()) {
            started = true;
            ProgramImage next = program(call);
            leave(call.thread());
            enter(call.thread(), next);
        }
    }

    private void count(ProgramImage image, StraceEvent.Call call) {
        if (orphans.containsValue(image)) {
            image.defer(call);
            return;
        }
        image.count(new CallKey(call.name(), attribution.of(call.stack(), image.bindings())));
    }

    private ProgramImage image(int thread) {
        ProgramImage known = byThread.get(thread);
        if (known != null) {
            return known.resolved();
        }
        ProgramImage orphan = new ProgramImage(null);
        enter(thread, orphan);
        if (strace == null) {
            // The first line of all is about strace's own child, before it becomes the command.
            strace = orphan;
        } else {
            orphans.put(thread, orphan);
        }
        return orphan;
    }

    /** A child's first lines may come before the line on which its parent's call returns. */
    private void born(int child, ProgramImage parent) {
        ProgramImage orphan = orphans.remove(child);
        if (orphan == null) {
            leave(child);
            enter(child, parent);
        } else {
            orphan.mergeInto(parent);
            running.remove(orphan);
            orphan.takeDeferred().forEach(call -> count(parent, call));
        }
    }

    private void enter(int thread, ProgramImage image) {
        image.enter();
        running.add(image);
        byThread.put(thread, image);
    }

    private void leave(int thread) {
        ProgramImage image = byThread.remove(thread);
        if (image != null && image.resolved().leave() && image.resolved().execution() != null) {
            fold(image.resolved());
        }
    }

    /**
     * Adds a program that has ended to the tally: only those that still run are kept one by one, however many are
     * started.
     */
    private void fold(ProgramImage image) {
        running.remove(image);
        if (image != strace && image.resolved() == image) {
            tally.add(image);
        }
    }

    private ProgramImage program(StraceEvent.Call call) {
        List<String> strings = StraceStrings.of(call.arguments());
        boolean preloads = strings.stream()
                .filter(text -> text.startsWith(PRELOAD))
                .anyMatch(text -> libraries.stream().allMatch(text::contains));
        return new ProgramImage(new Execution(strings.isEmpty() ? "" : strings.get(0), preloads));
    }

    private boolean namesShim(String arguments) {
        return StraceStrings.of(arguments).stream()
                .anyMatch(path -> libraries.stream().anyMatch(path::endsWith));
    }
}

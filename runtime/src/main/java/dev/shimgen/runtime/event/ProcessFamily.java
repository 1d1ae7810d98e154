package dev.shimgen.runtime.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which process has started which, and what it runs: as processes say themselves ({@link TracedCall#parent}), and as traced calls
 * tell ({@code fork(2)}, {@code vfork(2)}, {@code posix_spawn(3)}, {@code execve(2)} and their like, and {@code wait(2)}).
 *
 * <p>A child of {@code vfork(2)} has its parent's ids in events until it executes a program. What a thread does between the
 * two is the child's.
 *
 * <p>Processes are told apart by their ids as they have them themselves: those of two pid namespaces can be mistaken for each
 * other.
 */
public final class ProcessFamily {

    /** How a parent is known, the surest first. */
    public enum Evidence {
        /** Its {@code fork(2)} returned the child's id. */
        FORK,
        /** The child has asked for it: {@link TracedCall#parent}. */
        ASKED,
        /** It waited for the child, and got its id. */
        WAIT,
        /** It had just started a program that has not been seen elsewhere: a good guess. */
        NEXT
    }

    /** Who takes the place of a parent that has ended, if nobody has asked to be a subreaper: {@code prctl(2)}. */
    private static final int INIT = 1;

    /** A process. */
    public static final class Member {
        private int id;
        private long began;
        private @Nullable Member parent;
        private @Nullable Evidence evidence;

        /** The id of the parent, as the process has said first; 0 if it has not. */
        private int asked;

        /** Whether the call is known by which it was started. */
        private boolean explained;

        private @Nullable String program;
        private @Nullable String programBefore;
        private OptionalInt status = OptionalInt.empty();
        private boolean borrows;
        private boolean executing;

        private Member() {}

        /** {@return the process id; 0 if it is not known} */
        public int id() {
            return id;
        }

        /** {@return who has started it; empty if that is not known, or no call of who did was seen} */
        public Optional<Member> parent() {
            return Optional.ofNullable(parent);
        }

        /** {@return how the parent is known} */
        public Optional<Evidence> evidence() {
            return Optional.ofNullable(evidence);
        }

        /** {@return the path of the program that it has executed last, or got from its parent; empty if it is not known} */
        public Optional<String> program() {
            return Optional.ofNullable(program);
        }

        /** {@return how it ended, as a shell has it: 128 plus the number of a signal that ended it} */
        public OptionalInt status() {
            return status;
        }

        /** Notes its parent, unless that is known better. */
        private void startedBy(Member other, Evidence how) {
            if (other != this && (evidence == null || how.compareTo(evidence) <= 0)) {
                parent = other;
                evidence = how;
            }
        }
    }

    private record Place(int process, int thread) {}

    private static final Set<String> EXECUTE =
            Set.of("execve", "execv", "execvp", "execvpe", "execl", "execlp", "execle", "execveat", "fexecve");

    private final Map<Integer, Member> members = new LinkedHashMap<>();
    private final List<Member> inOrder = new ArrayList<>();

    /** Processes whose parents have not been seen, by the parents' ids. */
    private final Map<Integer, List<Member>> orphans = new HashMap<>();

    /** Children of vfork, by the threads that wait for them. */
    private final Map<Place, Member> borrowers = new HashMap<>();

    /** Those that have executed a program, or were spawned, and have not been seen since. */
    private final Deque<Member> expected = new ArrayDeque<>();

    private @Nullable Member lastSpawned;

    /** {@return the processes that have been seen, in the order of their first events} */
    public Collection<Member> members() {
        return List.copyOf(members.values());
    }

    /** {@return a process that has been seen} */
    public Optional<Member> member(int process) {
        return Optional.ofNullable(members.get(process));
    }

    /**
     * Learns from an event. Events come in the order in which a session has them.
     *
     * @return who has made the call
     */
    public Member accept(TraceEvent event) {
        Member actor = actor(event);
        String name = event.function().name();
        switch (name) {
            case "vfork" -> {
                Member child = new Member();
                child.borrows = true;
                child.program = actor.program;
                child.startedBy(actor, Evidence.NEXT);
                borrowers.put(place(event), child);
            }
            case "fork", "_Fork" -> {
                if (event.result() > 0) {
                    Member child = members.computeIfAbsent((int) event.result(), id -> fresh(id, event.began()));
                    child.startedBy(actor, Evidence.FORK);
                    child.explained = true;
                    child.program = child.program == null ? actor.program : child.program;
                }
            }
            case "posix_spawn", "posix_spawnp" -> {
                if (!event.failed()) {
                    spawned(event, actor);
                }
            }
            case "wait", "waitpid", "wait3", "wait4" -> {
                if (event.result() > 0) {
                    waited(event, actor);
                }
            }
            case "exit", "_exit", "_Exit", "quick_exit" -> {
                if (!event.values().isEmpty()) {
                    actor.status = OptionalInt.of(event.values().get(0).intValue() & 0xff);
                }
                if (actor.borrows) {
                    borrowers.remove(place(event));
                }
            }
            default -> {
                if (EXECUTE.contains(name)) {
                    executes(event, actor);
                }
            }
        }
        return actor;
    }

    /** {@return the child that a thread has just made by vfork(2), and waits for} */
    Optional<Member> borrower(TraceEvent event) {
        return Optional.ofNullable(borrowers.get(place(event)));
    }

    /** {@return the child that was spawned last by an event that {@link #accept} has just seen} */
    Optional<Member> spawnedBy(Member parent) {
        return Optional.ofNullable(lastSpawned).filter(child -> child.parent == parent);
    }

    private void spawned(TraceEvent event, Member actor) {
        // posix_spawn(3) returns after its child has executed the program: it may have been seen already.
        Member child = null;
        for (int i = inOrder.size() - 1; i >= 0 && inOrder.get(i).began >= event.began(); i--) {
            Member member = inOrder.get(i);
            boolean isFree = !member.explained && (member.parent == null || member.parent == actor);
            child = isFree && member != actor && mayBeOf(member.asked, actor) ? member : child;
        }
        if (child == null) {
            child = new Member();
            expected.add(child);
        }
        child.startedBy(actor, Evidence.NEXT);
        child.explained = true;
        child.program = event.paths().stream().findFirst().orElse(child.program);
        lastSpawned = child;
    }

    private void waited(TraceEvent event, Member actor) {
        Member child = members.get((int) event.result());
        if (child == null) {
            return;
        }
        child.startedBy(actor, Evidence.WAIT);
        int argument = event.function().name().equals("wait")
                        || event.function().name().equals("wait3")
                ? 0
                : 1;
        List<Long> status = event.numbers(argument);
        if (!status.isEmpty()) {
            int bits = status.get(0).intValue();
            int signal = bits & 0x7f;
            if (signal == 0) {
                child.status = OptionalInt.of(bits >> 8 & 0xff);
            } else if (signal != 0x7f) {
                child.status = OptionalInt.of(128 + signal);
            }
        }
    }

    private void executes(TraceEvent event, Member actor) {
        if (event.returned()) {
            actor.program = actor.programBefore;
            actor.executing = false;
            expected.remove(actor);
        } else {
            actor.programBefore = actor.program;
            actor.program = event.paths().stream().findFirst().orElse(actor.program);
            if (actor.borrows) {
                actor.executing = true;
                expected.add(actor);
            }
        }
    }

    private Member actor(TraceEvent event) {
        Place place = place(event);
        Member borrower = borrowers.get(place);
        if (borrower != null) {
            boolean failedToExecute = EXECUTE.contains(event.function().name()) && event.returned();
            if (!borrower.executing || failedToExecute) {
                return borrower;
            }
            // It has a program of its own now, and its parent goes on.
            borrowers.remove(place);
        }
        Member known = members.get(event.process());
        if (known != null) {
            ask(known, event);
            return known;
        }
        boolean forked = event.function().name().endsWith("ork") && event.returned() && event.result() == 0;
        Member member = forked ? null : takeExpected(event.parent());
        if (member == null) {
            member = fresh(event.process(), event.began());
        } else {
            member.id = event.process();
            member.began = event.began();
            member.borrows = false; // but executing: its parent's next call is the parent's
            member.explained = true;
        }
        members.put(event.process(), member);
        inOrder.add(member);
        ask(member, event);
        List<Member> children = orphans.remove(event.process());
        if (children != null) {
            for (Member child : children) {
                child.startedBy(member, Evidence.ASKED);
            }
        }
        return member;
    }

    /** {@return one of those that have not been seen since they were started, whose parent has this id; 0: any} */
    private @Nullable Member takeExpected(int parent) {
        for (Member member : expected) {
            if (member.parent != null && mayBeOf(parent, member.parent)) {
                expected.remove(member);
                return member;
            }
        }
        return null;
    }

    /** Whether a process whose parent was {@code asked}, when it asked, may have been started by a member. */
    private boolean mayBeOf(int asked, Member starter) {
        return asked == 0 || asked == starter.id || (asked == INIT && !members.containsKey(INIT));
    }

    /** Notes what a process says of its parent. The first answer counts: later, the parent may have ended. */
    private void ask(Member member, TraceEvent event) {
        if (member.asked != 0 || event.parent() == 0) {
            return;
        }
        member.asked = event.parent();
        Member parent = members.get(event.parent());
        if (parent != null) {
            member.startedBy(parent, Evidence.ASKED);
        } else {
            orphans.computeIfAbsent(event.parent(), id -> new ArrayList<>()).add(member);
        }
    }

    private static Member fresh(int id, long began) {
        Member member = new Member();
        member.id = id;
        member.began = began;
        return member;
    }

    private static Place place(TraceEvent event) {
        return new Place(event.process(), event.thread());
    }
}

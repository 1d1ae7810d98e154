package dev.shimgen.generator.behaviour.mount;

import dev.shimgen.generator.plan.BehaviourPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs of a file system that is mounted.
 *
 * @param names the parameters that are names, in the order of the method's
 * @param flags the C name of the parameter with the flags that a descriptor is opened with; {@code null} if none is
 * @param run the program that is executed; {@code null} if none is
 * @param synced the C name of the parameter with a descriptor whose file is safe when the call returns; {@code null} for other calls
 */
public record MountPlan(
        List<Name> names,
        @Nullable String flags,
        @Nullable Run run,
        @Nullable String synced) implements BehaviourPlan {

    public MountPlan {
        names = List.copyOf(names);
    }

    @Override
    public String id() {
        return MountBehaviour.ID;
    }

    /** The server is asked over a socket. */
    @Override
    public boolean makesSystemCalls() {
        return true;
    }

    /**
     * A parameter that is a name.
     *
     * @param parameter its C name
     * @param folder the C name of the parameter with the folder that it is relative to; {@code null} for the current folder
     * @param need what is needed of what it leads to
     * @param mode the C name of the parameter that decides: {@code fopen}'s mode; {@code null} if there is none
     */
    public record Name(
            String parameter,
            @Nullable String folder,
            Need need,
            @Nullable String mode) {}

    /**
     * A program that is executed: the first of the names.
     *
     * @param environment the C name of the parameter with its environment; {@code null} if it has the caller's
     * @param searched whether it is looked for along {@code PATH}
     * @param moves whether it may be started in another folder, or with other descriptors
     */
    public record Run(@Nullable String environment, boolean searched, boolean moves) {}

    /** What is needed of what a name leads to: {@code enum shimgen_mount_need}. */
    public enum Need {
        /** That it is found. */
        FOUND,
        /** The folder that it will be in. */
        MADE,
        /** Content, behind the descriptor that is opened. */
        OPENED,
        /** Content. */
        READ,
        /** A file without its content. */
        CUT,
        /** All folders below. */
        WALKED,
        /** All that is below. */
        MOVED
    }
}

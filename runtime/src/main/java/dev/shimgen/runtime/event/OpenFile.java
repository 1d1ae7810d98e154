package dev.shimgen.runtime.event;

import org.jspecify.annotations.Nullable;

/**
 * What a descriptor or a stream stands for, as far as events tell. It is one object for all descriptors that share it, and it
 * may learn its name later: a child's first calls can be seen before it is known whose child it is.
 */
public final class OpenFile {

    /** What it is. */
    public enum Kind {
        /** A file with a path. */
        FILE,
        /** One end of a pipe. */
        PIPE,
        /** A socket. */
        SOCKET,
        /** Standard input, output or error, as the first process has got it. */
        STANDARD,
        /** Something without a path that the kernel made: {@code epoll_create(2)}, {@code memfd_create(2)}. */
        OTHER,
        /** Nobody saw how it was opened. */
        UNKNOWN
    }

    private final Kind kind;
    private final String name;
    private final boolean open;
    private @Nullable OpenFile actual;

    OpenFile(Kind kind, String name) {
        this(kind, name, false);
    }

    private OpenFile(Kind kind, String name, boolean open) {
        this.kind = kind;
        this.name = name;
        this.open = open;
    }

    /**
     * Makes one of which nobody saw how it was opened.
     *
     * @param open whether that may be learned
     */
    static OpenFile unknown(int descriptor, boolean open) {
        return new OpenFile(Kind.UNKNOWN, "[descriptor " + descriptor + "]", open);
    }

    /** {@return what it is} */
    public Kind kind() {
        return last().kind;
    }

    /** {@return its path as it was passed, or words in brackets for what has none: {@code [pipe 2]}} */
    public String name() {
        return last().name;
    }

    /** {@return whether the name may still become known} */
    public boolean isOpen() {
        return last().open;
    }

    /** Says what this one was all the time. */
    void is(OpenFile other) {
        OpenFile end = other.last();
        if (end != this) {
            actual = end;
        }
    }

    private OpenFile last() {
        OpenFile file = this;
        for (OpenFile next = actual; next != null; next = next.actual) {
            file = next;
        }
        return file;
    }

    @Override
    public String toString() {
        return name();
    }
}

package dev.shimgen.benchmarks.client;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What someone who knows the foreign function and memory API, and wants speed, writes for these functions: constant
 * handles, {@code errno} and strings in memory that each thread keeps. It leaves out what the bindings do besides: text
 * with a NUL is cut, what is longer than the memory is an exception, half of a surrogate pair is a question mark, a call
 * within a call overwrites the string, and {@code errno} is what it was before where a function does not set it.
 */
final class HandWritten implements Libc {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final long ROOM = 4096;

    private static final MethodHandle ABS =
            link("abs", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle GETPPID = link("getppid", FunctionDescriptor.of(ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle ACCESS =
            link("access", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle STRLEN =
            link("strlen", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final MethodHandle PWRITE = link(
            "pwrite",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle READ = link(
            "read",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    /** What a thread keeps: one look-up for both. */
    private record Memory(MemorySegment state, MemorySegment buffer) {}

    private static final ThreadLocal<Memory> MEMORY = ThreadLocal.withInitial(() -> {
        Arena arena = Arena.ofAuto();
        return new Memory(arena.allocate(STATE), arena.allocate(ROOM, 16));
    });

    private static MethodHandle link(String symbol, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(symbol).orElseThrow(), type, Linker.Option.captureCallState("errno"));
    }

    static int errno() {
        return MEMORY.get().state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    @Override
    public int abs(int value) {
        try {
            return (int) ABS.invokeExact(MEMORY.get().state, value);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int getppid() {
        try {
            return (int) GETPPID.invokeExact(MEMORY.get().state);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int close(int fd) {
        try {
            return (int) CLOSE.invokeExact(MEMORY.get().state, fd);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int access(String path, int mode) {
        Memory memory = MEMORY.get();
        memory.buffer.setString(0, path);
        try {
            return (int) ACCESS.invokeExact(memory.state, memory.buffer, mode);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long strlen(String text) {
        Memory memory = MEMORY.get();
        memory.buffer.setString(0, text);
        try {
            return (long) STRLEN.invokeExact(memory.state, memory.buffer);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long pwrite(int fd, byte[] buffer, long count, long offset) {
        Memory memory = MEMORY.get();
        MemorySegment.copy(buffer, 0, memory.buffer, ValueLayout.JAVA_BYTE, 0, buffer.length);
        try {
            return (long) PWRITE.invokeExact(memory.state, fd, memory.buffer, count, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long read(int fd, byte[] buffer, long count) {
        Memory memory = MEMORY.get();
        MemorySegment.copy(buffer, 0, memory.buffer, ValueLayout.JAVA_BYTE, 0, buffer.length);
        try {
            long result = (long) READ.invokeExact(memory.state, fd, memory.buffer, count);
            MemorySegment.copy(memory.buffer, ValueLayout.JAVA_BYTE, 0, buffer, 0, buffer.length);
            return result;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}

package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How functions are called that glibc did not export before 2.33: {@code stat} and {@code mknod} were in a part of it that is
 * linked into each program, and called {@code __xstat} and {@code __xmknod} with a number that says which struct is meant
 * (glibc, bits/stat.h of 2.32: _STAT_VER, _MKNOD_VER).
 */
final class FormerSymbols {

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("stat", "__xstat"),
            Map.entry("stat64", "__xstat64"),
            Map.entry("lstat", "__lxstat"),
            Map.entry("lstat64", "__lxstat64"),
            Map.entry("fstat", "__fxstat"),
            Map.entry("fstat64", "__fxstat64"),
            Map.entry("fstatat", "__fxstatat"),
            Map.entry("fstatat64", "__fxstatat64"),
            Map.entry("mknod", "__xmknod"),
            Map.entry("mknodat", "__xmknodat"));

    private static final MethodHandle STORED = stored();

    private FormerSymbols() {}

    /** {@return the symbol that a function had before, {@code null} if it had no other} */
    static @Nullable String of(String function) {
        return SYMBOLS.get(function);
    }

    /**
     * {@return a handle for the function that calls its former symbol}
     *
     * @param function one that has a former symbol
     * @param descriptor the function's
     * @param link links the symbol with the descriptor that it has
     */
    static MethodHandle link(
            String function, FunctionDescriptor descriptor, BiFunction<String, FunctionDescriptor, MethodHandle> link) {
        String symbol = SYMBOLS.get(function);
        boolean device = function.startsWith("mknod");
        List<MemoryLayout> arguments = new ArrayList<>(descriptor.argumentLayouts());
        if (device) {
            // dev_t comes by pointer there.
            arguments.set(arguments.size() - 1, ValueLayout.ADDRESS);
        }
        arguments.add(0, ValueLayout.JAVA_INT);
        MemoryLayout result = descriptor.returnLayout().orElseThrow();
        MethodHandle handle = link.apply(symbol, FunctionDescriptor.of(result, arguments.toArray(MemoryLayout[]::new)));
        // Behind the segment that errno is captured in.
        MethodHandle versioned = MethodHandles.insertArguments(handle, 1, version(device));
        return device
                ? MethodHandles.filterArguments(versioned, versioned.type().parameterCount() - 1, STORED)
                : versioned;
    }

    /** The kernel's struct stat is the C library's on aarch64, and was another one when x86_64 began. */
    private static int version(boolean device) {
        return !device && System.getProperty("os.arch").equals("amd64") ? 1 : 0;
    }

    private static MethodHandle stored() {
        try {
            return MethodHandles.lookup()
                    .findStatic(FormerSymbols.class, "stored", MethodType.methodType(MemorySegment.class, long.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("FormerSymbols.stored", e);
        }
    }

    @SuppressWarnings("UnusedMethod") // By STORED.
    private static MemorySegment stored(long device) {
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_LONG, device);
    }
}

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
 * Links functions that glibc did not export before 2.33. {@code stat} and {@code mknod} were in a part of it that is
 * linked into each program, and called {@code __xstat} and {@code __xmknod}, with a number that says which struct is
 * meant (glibc, bits/stat.h of 2.32: _STAT_VER, _MKNOD_VER).
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

    /** {@return the symbol that a function called before 2.33; {@code null} if it had its own} */
    static @Nullable String of(String function) {
        return SYMBOLS.get(function);
    }

    /**
     * {@return a handle for a function, which calls its former symbol}
     *
     * @param function a function that has a former symbol
     * @param descriptor the function's descriptor
     * @param link links the symbol with its own descriptor
     */
    static MethodHandle link(
            String function, FunctionDescriptor descriptor, BiFunction<String, FunctionDescriptor, MethodHandle> link) {
        String symbol = SYMBOLS.get(function);
        boolean device = function.startsWith("mknod");
        List<MemoryLayout> arguments = new ArrayList<>(descriptor.argumentLayouts());
        if (device) {
            // The former symbol takes a pointer to the dev_t.
            arguments.set(arguments.size() - 1, ValueLayout.ADDRESS);
        }
        arguments.add(0, ValueLayout.JAVA_INT);
        MemoryLayout result = descriptor.returnLayout().orElseThrow();
        MethodHandle handle = link.apply(symbol, FunctionDescriptor.of(result, arguments.toArray(MemoryLayout[]::new)));
        // At index 1: the segment in which errno is captured comes first.
        MethodHandle versioned = MethodHandles.insertArguments(handle, 1, version(device));
        return device
                ? MethodHandles.filterArguments(versioned, versioned.type().parameterCount() - 1, STORED)
                : versioned;
    }

    /**
     * {@return the number of the struct} For x86_64's {@code stat} it is 1: 0 is the kernel's struct, which was another
     * one when that platform began. For aarch64's, and for {@code mknod}, it is 0.
     */
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

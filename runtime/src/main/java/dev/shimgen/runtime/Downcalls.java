package dev.shimgen.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links C functions for generated bindings. */
public final class Downcalls {

    private static final Linker LINKER = Linker.nativeLinker();

    private Downcalls() {}

    /**
     * Links a function of the C library, or of a library that was loaded with {@link System#loadLibrary}.
     *
     * <p>Such a call does not go through a preload library: the symbol is looked up in the C library itself.
     *
     * @param symbol the function's symbol
     * @param descriptor its C type; variadic arguments have their promoted types (ISO C 6.5.2.2)
     * @param options additional options of the linker; {@code errno} is always captured
     * @return a handle that takes an allocator if the result is a struct, then a frame of a {@link CallState}, then the
     *     arguments. If there is no such symbol, calling the handle throws {@link UnsatisfiedLinkError}. Linking itself
     *     does not fail then: one missing function must not make the others unusable
     */
    @SuppressWarnings("restricted") // Linker.downcallHandle: the descriptor is generated from the C prototype.
    public static MethodHandle link(String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
        List<Linker.Option> all = new ArrayList<>(List.of(options));
        all.add(CallState.CAPTURE);
        Optional<MemorySegment> address = find(symbol);
        @Nullable String former = FormerSymbols.of(symbol);
        if (address.isEmpty() && former != null && find(former).isPresent()) {
            return FormerSymbols.link(symbol, descriptor, (name, type) -> link(name, type, options));
        }
        MethodHandle unbound = LINKER.downcallHandle(descriptor, all.toArray(Linker.Option[]::new));
        MethodHandle handle = CallState.clearing(unbound.bindTo(address.orElse(MemorySegment.NULL)));
        return address.isPresent() ? handle : missing(symbol, handle.type());
    }

    private static Optional<MemorySegment> find(String symbol) {
        return LINKER.defaultLookup()
                .find(symbol)
                .or(() -> SymbolLookup.loaderLookup().find(symbol));
    }

    private static MethodHandle missing(String symbol, MethodType type) {
        MethodHandle thrower = MethodHandles.throwException(type.returnType(), UnsatisfiedLinkError.class);
        MethodHandle maker = MethodHandles.insertArguments(MISSING, 0, symbol);
        return MethodHandles.dropArguments(MethodHandles.foldArguments(thrower, maker), 0, type.parameterList());
    }

    private static final MethodHandle MISSING = missingSymbolHandle();

    private static MethodHandle missingSymbolHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Downcalls.class,
                            "missingSymbol",
                            MethodType.methodType(UnsatisfiedLinkError.class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Downcalls.missingSymbol", e);
        }
    }

    @SuppressWarnings("UnusedMethod") // By MISSING.
    private static UnsatisfiedLinkError missingSymbol(String symbol) {
        return new UnsatisfiedLinkError(
                "no symbol \"" + symbol + "\" in the C library of this process, nor in a library"
                        + " loaded with System.loadLibrary: this C library is older than the headers that the binding was"
                        + " generated from, or the function lives in a library that is still to be loaded");
    }

    /**
     * Ends a generated method whose call has thrown something.
     *
     * @param thrown what {@link MethodHandle#invokeExact} or the conversion of an argument threw
     * @return never; declared so that the compiler sees the end of the method
     */
    public static RuntimeException rethrow(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        // Not reached: the linker's handles throw no checked exceptions (Linker.downcallHandle).
        throw new AssertionError(thrown);
    }

    /** {@return an allocator for structs that are returned by value; the garbage collector frees them} */
    public static SegmentAllocator resultAllocator() {
        return Arena.ofAuto();
    }
}

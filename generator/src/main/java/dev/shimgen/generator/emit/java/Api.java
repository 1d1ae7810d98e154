package dev.shimgen.generator.emit.java;

import com.palantir.javapoet.ClassName;

/**
 * The classes that generated code uses. By name, because this module runs on JDK 17 and most of them need 22.
 */
final class Api {

    static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");

    static final ClassName POINTER = ClassName.get("dev.shimgen.spec", "Pointer");
    static final ClassName STRUCT = ClassName.get("dev.shimgen.spec", "Struct");
    static final ClassName OPAQUE = ClassName.get("dev.shimgen.spec", "Opaque");

    static final ClassName BOUNDS = runtime("Bounds");
    static final ClassName BUFFERS = runtime("Buffers");
    static final ClassName CALL_FRAME = runtime("CallFrame");
    static final ClassName CALL_STATE = runtime("CallState");
    static final ClassName C_STRINGS = runtime("CStrings");
    static final ClassName DOWNCALLS = runtime("Downcalls");
    static final ClassName CALL_INFO = ClassName.get("dev.shimgen.runtime.event", "CallInfo");
    static final ClassName TRACED_CALL = ClassName.get("dev.shimgen.runtime.event", "TracedCall");
    static final ClassName DISPATCHER = handler("Dispatcher");
    static final ClassName EXCHANGE = handler("Exchange");
    static final ClassName HANDLED_FUNCTION = handler("HandledFunction");
    static final ClassName SHIM_HANDLER = handler("ShimHandler");
    static final ClassName ERRNO = runtime("Errno");
    static final ClassName NATIVE_STRUCT = runtime("NativeStruct");
    static final ClassName POINTERS = runtime("Pointers");
    static final ClassName RESULTS = runtime("Results");
    static final ClassName STRUCTS = runtime("Structs");

    static final ClassName ARENA = foreign("Arena");
    static final ClassName FUNCTION_DESCRIPTOR = foreign("FunctionDescriptor");
    static final ClassName LINKER = foreign("Linker");
    static final ClassName MEMORY_LAYOUT = foreign("MemoryLayout");
    static final ClassName MEMORY_SEGMENT = foreign("MemorySegment");
    static final ClassName SEGMENT_ALLOCATOR = foreign("SegmentAllocator");
    static final ClassName STRUCT_LAYOUT = foreign("StructLayout");
    static final ClassName UNION_LAYOUT = foreign("UnionLayout");
    static final ClassName VALUE_LAYOUT = foreign("ValueLayout");
    static final ClassName METHOD_HANDLE = ClassName.get("java.lang.invoke", "MethodHandle");

    private Api() {}

    private static ClassName runtime(String name) {
        return ClassName.get("dev.shimgen.runtime", name);
    }

    private static ClassName handler(String name) {
        return ClassName.get("dev.shimgen.runtime.handler", name);
    }

    private static ClassName foreign(String name) {
        return ClassName.get("java.lang.foreign", name);
    }
}

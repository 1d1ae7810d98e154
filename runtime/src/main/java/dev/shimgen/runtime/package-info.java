/**
 * The Java side of a shim: what generated bindings call, and the types that their users see.
 *
 * <p>It keeps the methods of generated code short: {@link dev.shimgen.runtime.Downcalls} links a C function, {@link
 * dev.shimgen.runtime.CallState} keeps its {@code errno}, {@link dev.shimgen.runtime.CallFrame} has memory for its
 * arguments, {@link dev.shimgen.runtime.CStrings}, {@link
 * dev.shimgen.runtime.Buffers} and {@link dev.shimgen.runtime.Structs} convert arguments, {@link
 * dev.shimgen.runtime.NativeStruct} is the base of every struct class. It promises users that no wrong argument reaches
 * C if Java can detect that, and that the {@code errno} of a failed call is that call's. It uses {@code spec} and the
 * foreign function and memory API of Java 22; it knows nothing of the generator.
 *
 * <p>All restricted methods of that API are called from here. So a program needs {@code
 * --enable-native-access=ALL-UNNAMED} (with this jar on the class path) or {@code
 * --enable-native-access=dev.shimgen.runtime} (on the module path), and generated code needs no permission of its own.
 */
@NullMarked
package dev.shimgen.runtime;

import org.jspecify.annotations.NullMarked;

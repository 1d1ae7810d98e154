/**
 * The Java side of a shim: what generated bindings call, and what their users hold in their hands.
 *
 * <p>It owes generated code short method bodies: {@link dev.shimgen.runtime.Downcalls} links a C function, {@link
 * dev.shimgen.runtime.CallState} keeps its {@code errno}, {@link dev.shimgen.runtime.CStrings}, {@link
 * dev.shimgen.runtime.Buffers} and {@link dev.shimgen.runtime.Structs} carry arguments over, {@link
 * dev.shimgen.runtime.NativeStruct} is the base of every struct class. It owes users that no wrong argument reaches C
 * where Java can tell, and that a failed call's {@code errno} is that call's. It uses {@code spec} and the foreign
 * function and memory API of Java 22; it knows nothing of the generator.
 *
 * <p>Every restricted method of that API is called from here, so a program needs {@code
 * --enable-native-access=ALL-UNNAMED} (with this jar on the class path) or {@code
 * --enable-native-access=dev.shimgen.runtime} (on the module path), and generated code needs no permission of its own.
 */
@NullMarked
package dev.shimgen.runtime;

import org.jspecify.annotations.NullMarked;

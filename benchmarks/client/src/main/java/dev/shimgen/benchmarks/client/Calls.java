package dev.shimgen.benchmarks.client;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One call of each function, in each way. {@code measure.py --only client} prints the ways beside each other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Calls {

    /** A process of JMH's has one of them, so the call through the interface has one target. */
    @Param({"hand", "bindings", "jni", "jnr", "jna"})
    public String way = "";

    private Libc libc = new HandWritten();

    // No constants: the compiler must not know what is in them.
    private int number = -7;
    private String missing = "/no/such/folder/of/no/such/name";
    private String existing = "/proc/self/status";
    private String umlauts = "/Übergrößen/日本語/keine Datei";
    private byte[] buffer =
            "a buffer of a few bytes, which is copied to C and back.........\n".getBytes(StandardCharsets.US_ASCII);

    /** Makes the way's object. */
    @Setup
    public void choose() {
        libc = switch (way) {
            case "hand" -> new HandWritten();
            case "bindings" -> new LibcCalls();
            case "jni" -> new JniLibc();
            case "jnr" -> LibraryLoader.create(Libc.class).load("c");
            case "jna" -> new JnaLibc();
            default -> throw new IllegalArgumentException(way);
        };
    }

    @Benchmark
    public int abs() {
        return libc.abs(number);
    }

    @Benchmark
    public int getppid() {
        return libc.getppid();
    }

    @Benchmark
    public int close() {
        return libc.close(-1);
    }

    @Benchmark
    public int accessMissing() {
        return libc.access(missing, 0);
    }

    @Benchmark
    public int accessExisting() {
        return libc.access(existing, 0);
    }

    @Benchmark
    public int accessUmlauts() {
        return libc.access(umlauts, 0);
    }

    @Benchmark
    public long strlen() {
        return libc.strlen(missing);
    }

    @Benchmark
    public long strlenUmlauts() {
        return libc.strlen(umlauts);
    }

    @Benchmark
    public long pwrite() {
        return libc.pwrite(-1, buffer, buffer.length, 0);
    }

    @Benchmark
    public long read() {
        return libc.read(-1, buffer, buffer.length);
    }
}

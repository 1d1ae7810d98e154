package dev.shimgen.runtime.session;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The counter of the processor by which programs tell the time of events, since asking the kernel would cost more than the
 * rest of an event. Java has no way to read it, so a few instructions do.
 *
 * <p>It is used only where the kernel uses it for its own clocks: then it ticks at the same pace on all processors.
 */
@SuppressWarnings("restricted") // Instructions of its own, and functions of libc, by their right types.
final class MachineCounter {

    private static final Path CLOCK = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int PAGE = 4096;

    /** rdtsc; shl rdx, 32; or rax, rdx; ret. */
    private static final String X86_64 = "0f3148c1e2204809d0c3";

    /** mrs x0, cntvct_el0; ret. */
    private static final String AARCH64 = "40e03bd5c0035fd6";

    private final MethodHandle read;

    private MachineCounter(MethodHandle read) {
        this.read = read;
    }

    /** {@return the counter; empty if the kernel does not trust it, or does not let this process make instructions} */
    static Optional<MachineCounter> find() {
        String code = switch (System.getProperty("os.arch") + " " + read(CLOCK).strip()) {
            case "amd64 tsc" -> X86_64;
            // Clocks of virtual machines are made from the counter, too, and the processor says whether it is even.
            case "amd64 kvm-clock", "amd64 hyperv_clocksource_tsc_page" -> isEven() ? X86_64 : "";
            case "aarch64 arch_sys_counter" -> AARCH64;
            default -> "";
        };
        if (code.isEmpty()) {
            return Optional.empty();
        }
        try {
            return page(HexFormat.of().parseHex(code))
                    .map(address -> new MachineCounter(Linker.nativeLinker()
                            .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG))));
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call mmap or mprotect", e);
        }
    }

    /** Whether the counter ticks at one pace, whatever the processor's frequency, and while it sleeps: man 5 proc. */
    private static boolean isEven() {
        String processors = read(Path.of("/proc/cpuinfo"));
        return processors.contains(" constant_tsc ") && processors.contains(" nonstop_tsc ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // No such file: another kind of kernel, which then is asked for the time.
            return "";
        }
    }

    /** {@return a page with instructions; empty if there is none to be had: SELinux and PaX forbid it to some} */
    private static Optional<MemorySegment> page(byte[] code) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle mmap = linker.downcallHandle(
                linker.defaultLookup().find("mmap").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        MethodHandle mprotect = linker.downcallHandle(
                linker.defaultLookup().find("mprotect").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        MemorySegment page = (MemorySegment) mmap.invokeExact(
                MemorySegment.NULL, (long) PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L);
        if (page.address() == -1) {
            return Optional.empty();
        }
        MemorySegment.copy(
                code, 0, page.reinterpret(PAGE, Arena.global(), null), ValueLayout.JAVA_BYTE, 0, code.length);
        int failed = (int) mprotect.invokeExact(page, (long) PAGE, PROT_READ | PROT_EXEC);
        return failed == 0 ? Optional.of(page) : Optional.empty();
    }

    /** {@return the counter's value, which grows} */
    long read() {
        try {
            return (long) read.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read the counter", e);
        }
    }
}

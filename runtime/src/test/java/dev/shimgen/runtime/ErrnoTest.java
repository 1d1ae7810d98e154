package dev.shimgen.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrnoTest {

    private static final Pattern DEFINE = Pattern.compile("#define\\s+(E\\w+)\\s+(\\w+)");

    @ParameterizedTest
    @EnumSource(Errno.class)
    void describesEveryErrorAsTheCLibraryDoes(Errno errno) throws Throwable {
        MethodHandle strerror =
                Downcalls.link("strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MemorySegment text = (MemorySegment) strerror.invokeExact(new CallState().frame(), errno.number());
        String said = requireNonNull(CStrings.read(text));
        if (errno == Errno.EFTYPE) {
            assertThat(said).isIn(errno.description(), "Unknown error " + errno.number());
        } else {
            assertThat(said).isEqualTo(errno.description());
        }
    }

    @Test
    void hasEveryNameOfTheKernelsHeaders() throws IOException {
        Path folder = Path.of("/usr/include/asm-generic");
        if (!Files.isDirectory(folder)) {
            String reason = "SKIPPED: the kernel's headers are not installed";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        Map<String, Integer> names = new TreeMap<>();
        Map<String, String> seconds = new TreeMap<>();
        for (String file : new String[] {"errno-base.h", "errno.h"}) {
            for (String line : Files.readAllLines(folder.resolve(file))) {
                Matcher define = DEFINE.matcher(line);
                if (define.find()) {
                    String value = define.group(2);
                    if (Character.isDigit(value.charAt(0))) {
                        names.put(define.group(1), Integer.parseInt(value));
                    } else {
                        seconds.put(define.group(1), value);
                    }
                }
            }
        }
        // What newer headers have.
        names.putIfAbsent("EFTYPE", Errno.EFTYPE.number());
        assertThat(names).hasSizeGreaterThan(100).hasSize(Errno.values().length);
        names.forEach((name, number) -> {
            assertThat(Errno.of(name)).as(name).map(Errno::number).hasValue(number);
            assertThat(Errno.of(number)).as(name).map(Errno::symbol).hasValue(name);
        });
        seconds.putIfAbsent("EFSCORRUPTED", "EUCLEAN");
        seconds.putIfAbsent("EFSBADCRC", "EBADMSG");
        assertThat(seconds).containsOnlyKeys("EWOULDBLOCK", "EDEADLOCK", "EFSCORRUPTED", "EFSBADCRC");
        seconds.forEach(
                (name, first) -> assertThat(Errno.of(name)).as(name).isPresent().isEqualTo(Errno.of(first)));
    }

    @Test
    void knowsGlibcsSecondNameToo() {
        // bits/errno.h: # define ENOTSUP EOPNOTSUPP
        assertThat(Errno.of("ENOTSUP")).hasValue(Errno.EOPNOTSUPP);
    }

    @Test
    void hasNoNameForSuccessNorForWhatIsNoError() {
        assertThat(Errno.of(0)).isEmpty();
        // ENOTSUPP, which the kernel keeps for itself but lets out now and then.
        assertThat(Errno.of(524)).isEmpty();
        assertThat(Errno.of("ENOSUCH")).isEmpty();
    }
}

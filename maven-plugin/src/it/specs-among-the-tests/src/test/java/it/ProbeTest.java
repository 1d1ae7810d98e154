package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProbeTest {

    @Test
    void callsLibc() {
        assertEquals(0, new ProbeCalls().access("/", ProbeConstants.F_OK));
    }

    @Test
    void tracesAProgram() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "test -r pom.xml").redirectErrorStream(true);
        builder.environment().put("LD_PRELOAD", Path.of("target/shimgen-test/libprobe.so").toAbsolutePath().toString());
        builder.environment().put("SHIMGEN_TRACE", "stderr");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        // Not each shell calls access(2) for this; the shim is loaded in any case.
        assertTrue(!output.contains("cannot be preloaded"), output);
    }
}

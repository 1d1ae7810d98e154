package dev.shimgen.traps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 58 and 59: browsers put their processes into sandboxes (seccomp filters with brokers as handlers, namespaces,
 * chroot), and must still take a screenshot of a page when traced. If one is not installed, its test is skipped with a
 * message.
 */
final class BrowsersTest {

    private static final String NOTE = "shimgen: the process restricts its system calls";

    @TempDir
    private Path folder;

    private Under under;

    @BeforeEach
    void prepare() throws Exception {
        under = new Under(folder);
        // Browsers do not run as root, or then use no sandbox.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("page.html"), "<h1>shimgen</h1>");
    }

    @Test
    void firefoxTakesAScreenshot() throws Exception {
        Path trace = folder.resolve("browser-trace");
        takesAScreenshot(
                trace.toString(),
                "firefox-esr",
                "--headless",
                "--no-remote",
                "--profile",
                folder.resolve("profile").toString(),
                "--screenshot",
                folder.resolve("shot.png").toString());
        assertThat(Under.bytes(trace)).contains(NOTE);
    }

    /**
     * Seen to fail when the shim read errno: the child that enters an empty root has none, "Zygote process exited". The
     * trace goes to standard error, because no file can be reached from that root when the filter is installed.
     */
    @Test
    void chromiumTakesAScreenshot() throws Exception {
        Under.Outcome outcome = takesAScreenshot(
                "stderr",
                "chromium",
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--screenshot=" + folder.resolve("shot.png"));
        assertThat(outcome.err()).contains(NOTE);
    }

    private Under.Outcome takesAScreenshot(String trace, String browser, String... options) throws Exception {
        Under.require(browser, browser + " is not installed");
        Under.require("setpriv", "setpriv is not installed");
        Files.setPosixFilePermissions(
                Files.createDirectory(folder.resolve("profile")), PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        // Only the browser is traced: if setpriv(1) began the trace, the file would be root's, and the browser could
        // not write it.
        command.addAll(List.of("env", "HOME=" + folder, "XDG_RUNTIME_DIR=" + folder));
        command.addAll(List.of("LD_PRELOAD=" + under.shim(), "SHIMGEN_TRACE=" + trace, browser));
        command.addAll(List.of(options));
        command.add(folder.resolve("page.html").toUri().toString());
        Under.Outcome outcome = under.without(command.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(folder.resolve("shot.png")).isNotEmptyFile();
        return outcome;
    }
}

package dev.shimgen.cli.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium that is used as a person does, with a mouse and a keyboard, over the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> answers;
    private int id;

    private Browser(Process process, WebSocket socket, BlockingQueue<String> answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /** Starts it; skips the test, and says why, if it is not installed. */
    static Browser start(Path folder) throws Exception {
        String program = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
        if (program == null) {
            System.out.println("[skipped] the report was not looked at: chromium is not installed");
            return abort("chromium is not installed");
        }
        Path profile = Files.createDirectories(folder.resolve("profile"));
        List<String> command = new ArrayList<>(List.of(
                program,
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--window-size=1440,1000",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            command.add("--no-sandbox"); // which does not work for root, and shows a page of ours
        }
        command.add("about:blank");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("chromium.log").toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        try {
            return connect(process, profile.resolve("DevToolsActivePort"));
        } catch (Exception | Error e) {
            end(process);
            throw e;
        }
    }

    private static Browser connect(Process process, Path portFile) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("chromium has not come up");
            }
            Thread.sleep(50);
        }
        String port = Files.readAllLines(portFile).get(0);
        HttpClient client = HttpClient.newHttpClient();
        String address = null;
        while (address == null) {
            String pages = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher matcher = Pattern.compile("\"webSocketDebuggerUrl\": \"(ws:[^\"]*/page/[^\"]*)\"")
                    .matcher(pages);
            address = matcher.find() ? matcher.group(1) : null;
            if (address == null && System.nanoTime() > end) {
                throw new IOException("chromium has no page: " + pages);
            }
        }
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener(answers))
                .get(1, TimeUnit.MINUTES);
        return new Browser(process, socket, answers);
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> answers;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answers.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    /** Sends a command, and waits for its answer. */
    private String send(String method, String parameters) throws Exception {
        id++;
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .get(1, TimeUnit.MINUTES);
        while (true) {
            String answer = answers.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("no answer to " + method);
            }
            if (answer.startsWith("{\"id\":" + id + ",")) {
                if (answer.startsWith("{\"id\":" + id + ",\"error\"")) {
                    throw new IOException(method + ": " + answer);
                }
                return answer;
            }
        }
    }

    void size(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                "\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false");
    }

    void dark(boolean dark) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (dark ? "dark" : "light")
                        + "\"},{\"name\":\"prefers-reduced-motion\",\"value\":\"reduce\"}]");
    }

    /** Opens a report, and waits until it is drawn. */
    void open(Path page) throws Exception {
        send("Page.navigate", "\"url\":" + quoted(page.toUri().toString()));
        waitFor("document.documentElement?.dataset.ready !== undefined");
    }

    /** {@return what an expression is, as text} */
    String text(String expression) throws Exception {
        String answer = send(
                "Runtime.evaluate",
                "\"returnByValue\":true,\"awaitPromise\":true,\"expression\":"
                        + quoted("(async () => String(await (" + expression + ")))()"));
        Matcher matcher = VALUE.matcher(answer);
        if (answer.contains("\"exceptionDetails\"") || !matcher.find()) {
            throw new IOException(expression + ": " + answer);
        }
        return unescaped(matcher.group(1));
    }

    double number(String expression) throws Exception {
        return Double.parseDouble(text(expression));
    }

    void waitFor(String condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!text(condition).equals("true")) {
            if (System.nanoTime() > end) {
                throw new IOException("this did not become true: " + condition);
            }
            Thread.sleep(20);
        }
    }

    /** Clicks into the middle of an element, after scrolling to it. */
    void click(String element) throws Exception {
        text(element + ".scrollIntoView({block: 'center'})");
        text("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        double x = number(element + ".getBoundingClientRect().x + " + element + ".getBoundingClientRect().width / 2");
        double y = number(element + ".getBoundingClientRect().y + " + element + ".getBoundingClientRect().height / 2");
        clickAt(x, y);
    }

    void clickAt(double x, double y) throws Exception {
        for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            mouse(type, x, y, type.equals("mouseMoved") ? "none" : "left", "");
        }
    }

    void move(double x, double y) throws Exception {
        mouse("mouseMoved", x, y, "none", "");
    }

    void wheel(double x, double y, double by) throws Exception {
        mouse("mouseWheel", x, y, "none", ",\"deltaX\":0,\"deltaY\":" + by);
    }

    private void mouse(String type, double x, double y, String button, String more) throws Exception {
        send(
                "Input.dispatchMouseEvent",
                "\"type\":\"" + type + "\",\"x\":" + x + ",\"y\":" + y + ",\"button\":\"" + button
                        + "\",\"clickCount\":1" + more);
    }

    /** Types into what has the focus. */
    void type(String text) throws Exception {
        send("Input.insertText", "\"text\":" + quoted(text));
    }

    /** Presses a key, {@code ArrowDown}, {@code Tab}, {@code n}. */
    void press(String key) throws Exception {
        int code = Objects.requireNonNullElse(
                Map.of("Enter", 13, "Tab", 9, "ArrowDown", 40, "ArrowUp", 38, "End", 35, "Home", 36, "Escape", 27)
                        .get(key),
                (int) Character.toUpperCase(key.charAt(0)));
        String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
        send(
                "Input.dispatchKeyEvent",
                "\"type\":\"keyDown\",\"key\":" + quoted(key) + ",\"windowsVirtualKeyCode\":" + code
                        + (text.isEmpty() ? "" : ",\"text\":" + quoted(text)));
        send(
                "Input.dispatchKeyEvent",
                "\"type\":\"keyUp\",\"key\":" + quoted(key) + ",\"windowsVirtualKeyCode\":" + code);
    }

    /** From now on it is counted how long the page has the processor. */
    void measure() throws Exception {
        send("Performance.enable", "\"timeDomain\":\"threadTicks\"");
    }

    double processorSeconds() throws Exception {
        String answer = send("Performance.getMetrics", "");
        Matcher matcher = Pattern.compile("\"name\":\"TaskDuration\",\"value\":([\\d.eE+-]+)")
                .matcher(answer);
        if (!matcher.find()) {
            throw new IOException(answer);
        }
        return Double.parseDouble(matcher.group(1));
    }

    void screenshot(Path file, boolean whole) throws Exception {
        String answer = send(
                "Page.captureScreenshot",
                "\"format\":\"png\",\"captureBeyondViewport\":" + whole
                        + (whole
                                ? ",\"clip\":{\"x\":0,\"y\":0,\"scale\":1,\"width\":" + number("innerWidth")
                                        + ",\"height\":" + number("document.documentElement.scrollHeight") + "}"
                                : ""));
        Matcher matcher = Pattern.compile("\"data\":\"([^\"]*)\"").matcher(answer);
        if (!matcher.find()) {
            throw new IOException(answer);
        }
        Files.write(file, Base64.getDecoder().decode(matcher.group(1)));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }
}

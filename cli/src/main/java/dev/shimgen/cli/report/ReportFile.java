package dev.shimgen.cli.report;

import dev.shimgen.cli.output.PlacedFile;
import dev.shimgen.runtime.session.FileReason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page on disk. It is written beside its place and put there when it is complete, so nobody ever sees half a page; and it is
 * begun before the program is started, so that nobody waits for a page that cannot be written.
 */
public final class ReportFile implements AutoCloseable {

    private final String name;
    private final @Nullable PlacedFile placed;
    private final Writer to;

    private ReportFile(String name, @Nullable PlacedFile placed, OutputStream to) {
        this.name = name;
        this.placed = placed;
        this.to = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
    }

    /**
     * {@return a page that goes to a stream, which need not be a file}
     *
     * @param name for messages
     */
    public static ReportFile to(OutputStream stream, String name) {
        return new ReportFile(name, null, stream);
    }

    /**
     * Makes a file beside the place of a page.
     *
     * @param file where the page shall be; what is there is replaced at the end
     * @throws IOException if that cannot be
     */
    public static ReportFile begin(Path file) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("cannot write the report to " + file + ": it is there, and no regular file");
            }
            PlacedFile placed = PlacedFile.begin(file);
            return new ReportFile(file.toString(), placed, placed.out());
        } catch (FileSystemException e) {
            // The exception's message is often nothing but the path.
            throw new IOException("cannot write the report to " + file + ": " + FileReason.of(e), e);
        }
    }

    /**
     * Writes the page, and puts it into its place.
     *
     * @throws IOException if that fails; then what was there before is still there
     */
    public void write(Report report, Report.Ending ending) throws IOException {
        try {
            page(to, report, ending);
            to.flush();
            if (placed != null) {
                placed.put();
            }
        } catch (IOException e) {
            throw new IOException("the report could not be written to " + name + ": " + FileReason.of(e), e);
        }
    }

    /** The template, with everything in its place. */
    static void page(Appendable to, Report report, Report.Ending ending) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        // In the order of the template; what is put in is not looked through for places.
        String rest = resource("report.html");
        rest = upTo(to, rest, "{{policy}}");
        to.append("default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '")
                .append(digest(style))
                .append("'; script-src '")
                .append(digest(script))
                .append("'");
        rest = upTo(to, rest, "{{style}}");
        to.append(style);
        rest = upTo(to, rest, "{{data}}");
        report.write(to, ending);
        rest = upTo(to, rest, "{{script}}");
        to.append(script);
        to.append(rest);
    }

    private static String upTo(Appendable to, String template, String place) throws IOException {
        int at = template.indexOf(place);
        to.append(template, 0, at);
        return template.substring(at + place.length());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JVM has it
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReportFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is in our own jar
        }
    }

    /** Takes away what was begun and not put into its place. */
    @Override
    public void close() throws IOException {
        if (placed != null) {
            placed.close();
        }
    }
}

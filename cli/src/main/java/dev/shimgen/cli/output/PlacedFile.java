package dev.shimgen.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there when it is complete: it is written beside its place, and put there at the end. So nobody ever sees half
 * of it, and what was there before stays if it cannot be written.
 */
public final class PlacedFile implements AutoCloseable {

    private final Path place;
    private final Path beside;
    private final OutputStream out;

    private PlacedFile(Path place, Path beside, OutputStream out) {
        this.place = place;
        this.beside = beside;
        this.out = out;
    }

    /**
     * Makes a file beside the place of another, for the user's eyes only.
     *
     * @param file where it shall be; where a link leads, and the link stays
     */
    public static PlacedFile begin(Path file) throws IOException {
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid());
        return new PlacedFile(place, beside, OutputFile.make(beside));
    }

    /** {@return what it is written to} */
    public OutputStream out() {
        return out;
    }

    /** Puts the file into its place. One that is there is replaced, and hands its mode on: who could read it still can. */
    public void put() throws IOException {
        out.close();
        if (Files.exists(place)) {
            Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(place));
        }
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes away what was begun and not put into its place. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(beside);
    }
}

package dev.shimgen.benchmarks.fuse;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.cryptomator.jfuse.api.Errno;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseOperations;
import org.cryptomator.jfuse.api.Stat;

/**
 * The file system of {@code c/mounted.c}, in Java: one empty file, {@code answered}, whose attributes are asked for each time.
 *
 * <pre>{@code
 * Mounted FOLDER
 * }</pre>
 */
public final class Mounted implements FuseOperations {

    private static final String FILE = "/answered";

    private final Errno errno;

    private Mounted(Errno errno) {
        this.errno = errno;
    }

    @Override
    public Errno errno() {
        return errno;
    }

    @Override
    public Set<Operation> supportedOperations() {
        return EnumSet.of(Operation.GET_ATTR, Operation.OPEN);
    }

    @Override
    public int getattr(String path, Stat status, FileInfo file) {
        status.setNLink((short) 1);
        if (path.equals("/")) {
            status.setMode(Stat.S_IFDIR | 0755);
            return 0;
        }
        status.setMode(Stat.S_IFREG | 0444);
        return path.equals(FILE) ? 0 : -errno.enoent();
    }

    @Override
    public int open(String path, FileInfo file) {
        return path.equals(FILE) ? 0 : -errno.enoent();
    }

    /** See the class; ends when its input does. */
    public static void main(String[] words) throws Exception {
        FuseBuilder builder = Fuse.builder();
        try (Fuse fuse = builder.build(new Mounted(builder.errno()))) {
            // -s: one thread, as in C.
            fuse.mount(
                    "answered", Path.of(words[0]), "-s", "-oentry_timeout=3600,negative_timeout=3600,attr_timeout=0");
            while (System.in.read() >= 0) {
                // nobody has anything to say
            }
        }
    }
}

# Compiles and runs a small Java program.
# Needs: javac java
cat > Main.java <<'J'
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;

public class Main {
    static int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }

    public static void main(String[] args) throws Exception {
        Path file = Files.writeString(Path.of("file"), "text");
        System.out.println(Files.readString(file) + " " + Files.size(file));
        System.out.println(IntStream.range(0, 100000).parallel().mapToLong(i -> i).sum());
        try {
            depth(10_000_000);
        } catch (StackOverflowError e) {
            System.out.println("overflow");
        }
        String none = args.length > 5 ? "" : null;
        try {
            System.out.println(none.length());
        } catch (NullPointerException e) {
            System.out.println("null");
        }
        Process p = new ProcessBuilder("sh", "-c", "echo child; exit 4").inheritIO().start();
        System.out.println(p.waitFor());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.gc();
        System.exit(5);
    }
}
J
javac Main.java
java -Xmx64m Main || echo "status $?"

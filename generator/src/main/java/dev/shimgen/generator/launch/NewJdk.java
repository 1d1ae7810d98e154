package dev.shimgen.generator.launch;

import dev.shimgen.generator.diagnostic.Code;
import dev.shimgen.generator.diagnostic.GenerationException;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java that can read events: the foreign function and memory API is final since Java 22 (JEP 454). */
public final class NewJdk {

    private static final int OLDEST = 22;

    /** In the file {@code release} of every JDK: {@code JAVA_VERSION="25.0.3"}. */
    private static final Pattern VERSION = Pattern.compile("\"?(\\d+).*");

    private NewJdk() {}

    /**
     * {@return the program {@code java} of the first JDK that is new enough} This process's own comes first, then that of
     * {@code JAVA_HOME}, then those that packages, SDKMAN, IntelliJ and Gradle install, each folder's in the order of names.
     *
     * @param environment the variables of this process
     * @param home the user's folder
     * @throws GenerationException {@link Code#SG0609} if there is none
     */
    public static Path find(Map<String, String> environment, Path home) throws GenerationException {
        return find(environment, home, List.of(Path.of("/usr/lib/jvm"), Path.of("/usr/java"), Path.of("/opt")));
    }

    static Path find(Map<String, String> environment, Path home, List<Path> system) throws GenerationException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Stream.of("JAVA_HOME", "JDK_HOME")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(Path::of)
                .forEach(homes::add);
        Stream.concat(
                        system.stream(),
                        Stream.of(".sdkman/candidates/java", ".jdks", ".gradle/jdks")
                                .map(home::resolve))
                .forEach(folder -> homes.addAll(folders(folder)));
        return homes.stream()
                .filter(jdk -> version(jdk) >= OLDEST)
                .map(jdk -> jdk.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new GenerationException(
                        Code.SG0609,
                        "events are read by a JDK " + OLDEST + " or newer, and there is none in " + homes.get(0)
                                + ", JAVA_HOME, " + system + " and the usual folders below " + home
                                + ". Install one, or take -Dshimgen.trace=stderr",
                        null));
    }

    private static List<Path> folders(Path folder) {
        File[] files = folder.toFile().listFiles(File::isDirectory);
        return Arrays.stream(files == null ? new File[0] : files)
                .map(File::toPath)
                .sorted()
                .toList();
    }

    /** {@return the version that a JDK says it has; 0 if it says nothing} */
    private static int version(Path jdk) {
        Path release = jdk.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            said.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return 0; // no JDK, but a folder with a file of that name
        }
        Matcher matcher = VERSION.matcher(said.getProperty("JAVA_VERSION", ""));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}

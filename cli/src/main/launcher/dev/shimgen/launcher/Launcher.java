package dev.shimgen.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * Starts the command, or says that this Java is too old for it, which that would say by the version of a class's file. So this is
 * compiled for an older one, and knows the command by its name only.
 */
public final class Launcher {

    private static final int NEEDED = 22;

    /** As for any other error of the command. */
    private static final int FAILED = 1;

    private static final String COMMAND = "dev.shimgen.cli.Shimgen";

    private Launcher() {}

    /**
     * Starts the command.
     *
     * @param arguments the command's
     * @throws ReflectiveOperationException if the jar lacks it
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        int version = Runtime.version().feature();
        if (version < NEEDED) {
            System.err.println("shimgen: this is Java " + version + " (" + System.getProperty("java.home")
                    + "), and shimgen needs " + NEEDED
                    + " or newer, which can read memory that it shares; start it with the java of such a JDK");
            System.exit(FAILED);
        }
        try {
            Class.forName(COMMAND).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}

package dev.shimgen.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code shimgen}. */
@Command(
        name = "shimgen",
        description = "Shows what programs do, by a preload library that shimgen has made.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TraceCommand.class,
            ReplayCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Shimgen.Version.class)
public final class Shimgen {

    /** The exit status if shimgen itself fails, as that of {@code env(1)} and {@code timeout(1)}. */
    static final int FAILED = 125;

    Shimgen() {}

    /**
     * Runs a command.
     *
     * @param arguments of the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** {@return all commands; what is wrong becomes one line, not a stack trace} */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Shimgen());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            String message = exception.getMessage();
            command.getErr().println("shimgen: " + (message == null ? exception.toString() : message));
            return FAILED;
        });
        return line;
    }

    /** The version stands in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Shimgen.class.getPackage().getImplementationVersion();
            return new String[] {"shimgen " + (version == null ? "(not from its jar)" : version)};
        }
    }
}

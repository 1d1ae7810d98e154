package dev.shimgen.cli;

import dev.shimgen.runtime.session.FileReason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
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

    /** That of a program that SIGPIPE has ended: 128 and its number. */
    private static final int UNREAD = 128 + 13;

    Shimgen() {}

    /**
     * Runs a command.
     *
     * @param arguments of the command line
     */
    public static void main(String[] arguments) {
        StandardStream standard = new StandardStream(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(new OutputStreamWriter(standard, System.out.charset()), true);
        CommandLine line = commandLine().setOut(out);
        int status = line.execute(arguments);
        // Help is written by picocli, which does not look whether it could be.
        System.exit(status == 0 && out.checkError() ? unwritten(line, standard) : status);
    }

    private static int unwritten(CommandLine line, StandardStream standard) {
        try {
            standard.check();
        } catch (StandardStream.Unread e) {
            return UNREAD;
        }
        line.getErr().println("shimgen: cannot write to standard output: is it full, or closed?");
        return FAILED;
    }

    /** {@return all commands; what is wrong becomes one line, not a stack trace} */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Shimgen());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof StandardStream.Unread) {
                return UNREAD;
            }
            command.getErr().println("shimgen: " + message(exception));
            return exception instanceof UnstartableException program ? program.status() : FAILED;
        });
        // All of the usage would push the message out of sight.
        line.setParameterExceptionHandler((exception, arguments) -> {
            CommandLine command = exception.getCommandLine();
            command.getErr().println(exception.getMessage());
            command.getErr()
                    .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line;
    }

    /** {@return what is said of a failure, in one line} */
    static String message(Exception exception) {
        if (exception instanceof FileSystemException failed && failed.getFile() != null) {
            // The exception's message is often nothing but the path.
            return failed.getFile() + ": " + FileReason.of(failed);
        }
        return exception.getMessage() == null ? exception.toString() : exception.getMessage();
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

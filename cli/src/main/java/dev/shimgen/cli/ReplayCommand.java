package dev.shimgen.cli;

import dev.shimgen.runtime.session.Recording;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shimgen replay}: shows a recording as {@code trace} shows a program. */
@Command(
        name = "replay",
        description =
                "Shows what trace --record has written, as trace shows it while the program runs. Neither the program"
                        + " nor its shim need to be there.",
        mixinStandardHelpOptions = true,
        versionProvider = Shimgen.Version.class,
        sortOptions = false,
        footer = {
            "",
            "A recording whose writer was killed, or found the disk full, is shown up to where it ends, and that is said."
                    + " The exit status is 125 if the recording is damaged; what is before the damage is shown.",
            "",
            "Examples:",
            "  shimgen replay trace.shimgen -t wall --failed",
            "  shimgen replay trace.shimgen -c --count-by path | head"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Mixin
    private ShowOptions show = new ShowOptions();

    @Parameters(paramLabel = "RECORDING", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws IOException {
        EventFilter accepted = filter.filter();
        show.name(new NamedFiles(spec).reads("the recording", file));
        try (Recording recording = Recordings.open(file);
                EventView view = show.view(accepted, recording, FileDescriptor.out, false)) {
            try {
                while (recording.poll(view::add) > 0) {
                    view.check();
                }
            } finally {
                // Of a damaged one, too: the calls before the damage are counted.
                view.end(recording);
            }
            view.check();
            Recordings.finish(recording, file, accepted, Optional.empty(), spec);
            return 0;
        }
    }
}

package junretsu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.Flag;

/** The flags that every command has. */
final class CommonFlags {
    static final Flag<Path> CONFIG = Flag.of(
            "config",
            "FILE",
            null,
            "properties file with a line NAME=VALUE for each flag that is not given otherwise",
            Path::of);
    static final Flag<Boolean> PRINT_CONFIG =
            Flag.toggle("print-config", "show each value and where it comes from, and end");
    static final Flag<Path> PROFILE =
            Flag.of("profile", "FILE.jfr", null, "write a flight recording of the run (JDK Flight Recorder)", Path::of);
    static final Flag<Boolean> HELP = Flag.toggle("help", "show this");

    private static final List<Flag<?>> ALL = List.of(CONFIG, PRINT_CONFIG, PROFILE, HELP);

    private CommonFlags() {}

    /** The command's own flags, then those that all have. */
    static List<Flag<?>> with(Command command) {
        List<Flag<?>> flags = new ArrayList<>(command.flags());
        flags.addAll(ALL);
        return flags;
    }
}

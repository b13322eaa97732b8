package junretsu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.Choice;
import junretsu.config.Flag;

/** The flags that every command has, and those that every server has for its run. */
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

    private static final Choice<LogFormat> FORMATS =
            Choice.of("text", LogFormat.TEXT).or("json", LogFormat.JSON);

    static final Flag<Boolean> CHECK = Flag.toggle(
            "check",
            "try files, ports, certificates, Redis and database, say what is wrong, and end; nothing is changed or"
                    + " counted; not beside a server that runs");
    static final Flag<LogFormat> LOG_FORMAT = Flag.of(
            "log-format",
            FORMATS.placeholder(),
            "text",
            "a line of the log on stderr: time, level and sentence, without the time where systemd's journal reads it;"
                    + " or JSON",
            FORMATS);
    static final Flag<Boolean> QUIET = Flag.toggle("quiet", "log warnings alone; no status line on a terminal");
    static final Flag<Boolean> VERBOSE = Flag.toggle(
            "verbose",
            "log each time that a fault comes again, too, and all that the kernel says of a program it rejects");

    static final Flag<Boolean> NEW = Flag.toggle(
            "new",
            "begin anew: the data of before is kept in a folder beside --data, with the date of its last change");

    private static final List<Flag<?>> ALL = List.of(CONFIG, PRINT_CONFIG, PROFILE, HELP);
    private static final List<Flag<?>> SERVE = List.of(CHECK, LOG_FORMAT, QUIET, VERBOSE);

    private CommonFlags() {}

    /** The command's own flags, then those that all have. */
    static List<Flag<?>> with(Command command) {
        List<Flag<?>> flags = new ArrayList<>(command.flags());
        if (command.verb().equals("serve")) {
            boolean keepsData =
                    command.flags().stream().anyMatch(flag -> flag.name().equals(FreshData.DATA));
            boolean beginsEmptyUnlessAsked =
                    command.flags().stream().anyMatch(flag -> flag.name().equals("resume"));
            if (keepsData && !beginsEmptyUnlessAsked) {
                flags.add(NEW);
            }
            flags.addAll(SERVE);
        }
        flags.addAll(ALL);
        return flags;
    }
}

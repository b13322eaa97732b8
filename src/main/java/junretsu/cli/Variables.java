package junretsu.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junretsu.config.UsageException;
import junretsu.redis.RedisConfig;

/** The environment variables that mean something to a command. */
final class Variables {
    private static final String PREFIX = "JUNRETSU_";

    /** Kubernetes sets these in every container beside a service called junretsu ("Discovering services"). */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("\\w*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)");

    private Variables() {}

    /**
     * Refuses a variable that looks like a setting but belongs to no command: most likely its name is misspelt.
     *
     * @throws UsageException that names the nearest one
     */
    static void requireKnown(Collection<String> names, List<Command> commands) {
        if (!mayBeMisspelt(names)) {
            return;
        }
        Set<String> known = commands.stream()
                .flatMap(Variables::of)
                .collect(Collectors.toCollection(() -> new TreeSet<>(List.of(RedisConfig.PASSWORD_VARIABLE))));
        names.stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .filter(name -> !SERVICE_LINK.matcher(name).matches())
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException("unknown environment variable " + name
                            + Suggestion.of(name, known.stream())
                            + "; unset it, or name it " + PREFIX + "FLAG as a command's --help says");
                });
    }

    /** Returns false where nothing is set, as is usual: to know all flags of all commands costs the start 20 ms. */
    private static boolean mayBeMisspelt(Collection<String> names) {
        for (String name : names) {
            if (name.startsWith(PREFIX)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<String> of(Command command) {
        return CommonFlags.with(command).stream().map(flag -> flag.environmentName(command.environmentPrefix()));
    }
}

package junretsu.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import junretsu.config.Flag;

/**
 * The parts of a command's help, in the order in which a newcomer needs them. A flag that no part names is in {@link
 * #WORK}.
 */
enum FlagGroup {
    PLACE(
            "Where",
            "udp http http-host listen host port tls tls-cert tls-key proxy backend backend-tls front-key-file target"
                    + " url verify workers connections"),
    WORK("What it does", ""),
    SHOWN(
            "What is shown",
            "labels milestone webhook viewers admin-token report json html csv max-loss max-slip max-p99 max-wait"
                    + " fairness kill-check theme logo public-url"),
    STORAGE(
            "Where it is kept",
            "data event new redis redis-password-file redis-ca log resume pictures database database-user"
                    + " database-password-file"),
    TUNING(
            "Tuning, rarely needed",
            "threads sockets loops rcvbuf engine offload steer flush drain redis-timeout webhook-give-up idle shards"
                    + " slice seats cache lease log-writes snapshot database-connections database-timeout hash-memory"
                    + " hash-passes hash-threads hash-wait remember-logins upgrade-seed health-interval health-timeout"
                    + " health-failures health-successes worker-requests connect-timeout attempt-timeout"
                    + " request-timeout spawn-port seed payload bpffs"),
    RUN("The run itself", "config print-config check log-format quiet verbose profile help");

    private static final Map<String, FlagGroup> BY_NAME = new TreeMap<>();

    static {
        for (FlagGroup group : values()) {
            for (String name : group.names) {
                BY_NAME.put(name, group);
            }
        }
    }

    private final String title;
    private final List<String> names;

    FlagGroup(String title, String names) {
        this.title = title;
        this.names = List.of(names.split(" "));
    }

    /** The heading of the part. */
    String title() {
        return title;
    }

    /** The flags of a command that stand in this part, in the command's order. */
    List<Flag<?>> of(Command command) {
        return CommonFlags.with(command).stream()
                .filter(flag -> BY_NAME.getOrDefault(flag.name(), WORK) == this)
                .toList();
    }
}

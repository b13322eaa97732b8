package junretsu.users.serve;

import java.util.List;
import java.util.Locale;
import junretsu.net.tcp.TcpLimit;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;
import junretsu.users.line.Verb;
import junretsu.users.line.VerbCounts;
import junretsu.users.password.HashCounts;
import junretsu.users.password.HashEvent;

/** The metrics that only a users server has, in the order in which they are shown. */
public final class UsersMetrics {
    static final Metric REQUESTS = Metric.histogram(
            "junretsu_users_request_duration_seconds",
            "From a line's end, or the page's call, to its answer, by verb and result");
    static final Metric INVALID =
            Metric.counter("junretsu_users_invalid_lines_total", "Lines that were answered as invalid packets");
    static final Metric CONNECTIONS = Metric.gauge("junretsu_users_connections", "Connections that are open");
    static final Metric ENDED =
            Metric.counter("junretsu_users_limited_connections_total", "Connections that a limit has ended, by limit");
    static final Metric HASHES =
            Metric.counter("junretsu_users_hashes_total", "Slow hashes that were asked for, by what became of each");
    static final Metric HASH_WAITS =
            Metric.histogram("junretsu_users_hash_wait_duration_seconds", "The time for which a slow hash waited");
    static final Metric HASH_TIMES =
            Metric.histogram("junretsu_users_hash_duration_seconds", "The time that a slow hash took");
    static final Metric HASHES_WAITING =
            Metric.gauge("junretsu_users_hashes_waiting", "Slow hashes that wait for a worker");
    static final Metric REMEMBERED =
            Metric.gauge("junretsu_users_logins_remembered", "Logins that need no slow hash if they are repeated");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL =
            List.of(REQUESTS, INVALID, CONNECTIONS, ENDED, HASHES, HASH_WAITS, HASH_TIMES, HASHES_WAITING, REMEMBERED);

    private UsersMetrics() {}

    static void write(UsersState state, PrometheusText text) {
        text.family(REQUESTS);
        for (Verb verb : Verb.values()) {
            VerbCounts.write(text, verb, "ok", state.times(verb, true));
            VerbCounts.write(text, verb, "failed", state.times(verb, false));
        }
        text.family(INVALID).sample(state.invalid());
        text.family(CONNECTIONS).sample(state.listener().connections());
        text.family(ENDED);
        for (TcpLimit limit : TcpLimit.values()) {
            text.labelled(state.ended(limit), "limit", name(limit));
        }
        HashCounts hashes = state.passwords().counts();
        text.family(HASHES);
        for (HashEvent event : HashEvent.values()) {
            text.labelled(hashes.sum(event), "outcome", name(event));
        }
        text.family(HASH_WAITS).histogram(hashes.waits());
        text.family(HASH_TIMES).histogram(hashes.hashes());
        text.family(HASHES_WAITING).sample(state.passwords().waiting());
        text.family(REMEMBERED).sample(state.passwords().remembered());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

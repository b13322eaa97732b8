package junretsu.users.serve;

import java.util.List;
import java.util.Locale;
import junretsu.net.tcp.TcpLimit;
import junretsu.text.LogHistogram;
import junretsu.text.Metric;
import junretsu.text.PrometheusText;
import junretsu.users.limit.Limited.Why;
import junretsu.users.line.VerbCounts;
import junretsu.users.password.HashEvent;
import junretsu.users.verbs.LoginCounts.Result;
import junretsu.users.verbs.LoginCounts.Way;

/** The metrics that only a users server has, in the order in which they are shown. */
public final class UsersMetrics {
    static final Metric REQUESTS = Metric.histogram(
            "junretsu_users_request_duration_seconds",
            "From a line's end, or the page's call, to its answer, by verb and result");
    static final Metric INVALID =
            Metric.counter("junretsu_users_invalid_lines_total", "Lines that were answered as invalid packets");
    static final Metric FAULTS = Metric.counter(
            "junretsu_users_faults_total", "Requests that ended by a fault of the server; the log has them");
    static final Metric CONNECTIONS = Metric.gauge("junretsu_users_connections", "Connections that are open");
    static final Metric ENDED =
            Metric.counter("junretsu_users_limited_connections_total", "Connections that a limit has ended, by limit");
    static final Metric STAGES = Metric.histogram(
            "junretsu_users_stage_duration_seconds",
            "Times of a stage: queue and hash of slow hashes, store, redis, and write from an answer to its writing");
    static final Metric LOGINS =
            Metric.counter("junretsu_users_logins_total", "Logins, by the way that proved the password and by result");
    static final Metric LIMITED = Metric.counter(
            "junretsu_users_limited_total", "Passwords and proofs not looked at since too many failed, by limit");
    static final Metric HASHES =
            Metric.counter("junretsu_users_hashes_total", "Slow hashes that were asked for, by what became of each");
    static final Metric QUEUES = Metric.gauge(
            "junretsu_users_waiting", "Slow hashes that wait for a worker, statements and commands for their store");
    static final Metric POOL =
            Metric.gauge("junretsu_users_database_connections", "Connections to the database server, by state");
    static final Metric REMEMBERED =
            Metric.gauge("junretsu_users_logins_remembered", "Logins that need no slow hash if they are repeated");

    /** In the order in which they are shown. */
    public static final List<Metric> ALL = List.of(
            REQUESTS, INVALID, FAULTS, CONNECTIONS, ENDED, STAGES, LOGINS, LIMITED, HASHES, QUEUES, POOL, REMEMBERED);

    private UsersMetrics() {}

    static void write(UsersState state, PrometheusText text) {
        text.family(REQUESTS);
        VerbCounts.write(text, state.verbs());
        text.family(INVALID).sample(state.invalid());
        text.family(FAULTS).sample(state.faults());
        text.family(CONNECTIONS).sample(state.listener().connections());
        text.family(ENDED);
        for (TcpLimit limit : TcpLimit.values()) {
            text.labelled(state.ended(limit), "limit", name(limit));
        }
        text.family(STAGES);
        for (RequestPhase phase : RequestPhase.values()) {
            LogHistogram times = state.times(phase);
            if (times.count() > 0) {
                text.histogram(times, "stage", name(phase));
            }
        }
        writeLogins(state, text);
        writeGauges(state, text);
    }

    private static void writeLogins(UsersState state, PrometheusText text) {
        text.family(LOGINS);
        for (Way way : Way.values()) {
            for (Result result : Result.values()) {
                text.labelled(state.logins().sum(way, result), "how", name(way), "result", name(result));
            }
        }
        text.family(LIMITED);
        for (Why why : Why.values()) {
            text.labelled(state.logins().sum(why), "why", name(why));
        }
        text.family(HASHES);
        for (HashEvent event : HashEvent.values()) {
            text.labelled(state.passwords().counts().sum(event), "outcome", name(event));
        }
    }

    private static void writeGauges(UsersState state, PrometheusText text) {
        StoreGauges stores = state.stores().gauges();
        text.family(QUEUES).labelled(state.passwords().waiting(), "for", "hash");
        text.labelled(stores.storeWaiting().getAsInt(), "for", "store");
        if (stores.redisWaiting() != null) {
            text.labelled(stores.redisWaiting().getAsInt(), "for", "redis");
        }
        text.family(POOL);
        if (stores.connections() != null) {
            int active = stores.active().getAsInt();
            text.labelled(active, "state", "active");
            text.labelled(Math.max(0, stores.connections().getAsInt() - active), "state", "idle");
        }
        text.family(REMEMBERED).sample(state.passwords().remembered());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

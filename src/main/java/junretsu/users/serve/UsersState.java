package junretsu.users.serve;

import java.util.Arrays;
import java.util.List;
import junretsu.net.tcp.TcpLimit;
import junretsu.net.tcp.TcpListener;
import junretsu.net.tcp.TcpLoops;
import junretsu.text.LogHistogram;
import junretsu.users.line.VerbCounts;
import junretsu.users.password.Passwords;
import junretsu.users.verbs.LoginCounts;

/** A users server as it stands, for those who show it. Any thread may call. */
record UsersState(
        UsersConfig config,
        TcpListener listener,
        TcpLoops loops,
        List<VerbCounts> verbs,
        Passwords passwords,
        LoginCounts logins,
        OpenStores stores,
        TimedStores timed) {

    /** Requests of all verbs. */
    long requests(boolean success) {
        return verbs.stream().mapToLong(counts -> counts.requests(success)).sum();
    }

    /** The times of a part of the requests' way. */
    LogHistogram times(RequestPhase phase) {
        return switch (phase) {
            case QUEUE -> passwords.counts().waits();
            case HASH -> passwords.counts().hashes();
            case STORE -> timed.storeTimes();
            case REDIS -> timed.redisTimes();
            case WRITE -> {
                LogHistogram all = new LogHistogram();
                verbs.forEach(loop -> all.add(loop.held()));
                yield all;
            }
        };
    }

    /** Logins that got a session. */
    long loggedIn() {
        return Arrays.stream(LoginCounts.Way.values())
                .mapToLong(way -> logins.sum(way, LoginCounts.Result.OK))
                .sum();
    }

    /** Lines that were no requests. */
    long invalid() {
        return verbs.stream().mapToLong(VerbCounts::invalid).sum();
    }

    /** Requests that ended by a fault of the server. */
    long faults() {
        return verbs.stream().mapToLong(VerbCounts::faults).sum();
    }

    /** Connections that a limit has ended. */
    long ended(TcpLimit limit) {
        return limit == TcpLimit.CONNECTIONS
                ? listener.refused()
                : loops.workers().stream()
                        .mapToLong(loop -> loop.counts().ended(limit))
                        .sum();
    }
}

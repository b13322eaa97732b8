package junretsu.users.serve;

import java.util.List;
import junretsu.net.tcp.TcpLimit;
import junretsu.net.tcp.TcpListener;
import junretsu.net.tcp.TcpLoops;
import junretsu.text.LogHistogram;
import junretsu.users.line.Verb;
import junretsu.users.line.VerbCounts;
import junretsu.users.password.Passwords;

/** A users server as it stands, for those who show it. Any thread may call. */
record UsersState(
        UsersConfig config,
        TcpListener listener,
        TcpLoops loops,
        List<VerbCounts> verbs,
        Passwords passwords,
        OpenStores stores) {

    /** From the end of a line to the writing of its answer. */
    LogHistogram times(Verb verb, boolean success) {
        LogHistogram all = new LogHistogram();
        verbs.forEach(loop -> all.add(loop.times(verb, success)));
        return all;
    }

    /** Requests of all verbs. */
    long requests(boolean success) {
        long sum = 0;
        for (Verb verb : Verb.values()) {
            sum += times(verb, success).count();
        }
        return sum;
    }

    /** Lines that were no requests. */
    long invalid() {
        return verbs.stream().mapToLong(VerbCounts::invalid).sum();
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

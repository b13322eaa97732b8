package junretsu.users.remote;

import javax.net.ssl.SSLContext;
import junretsu.config.HostPort;
import junretsu.users.line.FrontKey;

/**
 * The connections to a back end.
 *
 * @param key null when the back end has none, which then sees the front's address for all requests
 * @param tls the certificates that are trusted; null when the connection is not encrypted
 * @param quickConnections at most, for requests that wait for no password
 * @param slowConnections at most, for those that may wait for one; they would keep the others waiting on one connection
 * @param inFlightMax requests without an answer on one connection; no more than the back end takes from one
 * @param pendingMax requests without an answer in all
 * @param connectNanos the back end may take to accept a connection and the front
 * @param answerNanos it may take to answer, from the call on
 * @param idleNanos after which an unused connection is closed; below the back end's own
 */
public record RemoteConfig(
        HostPort backend,
        FrontKey key,
        SSLContext tls,
        int quickConnections,
        int slowConnections,
        int inFlightMax,
        int pendingMax,
        long connectNanos,
        long answerNanos,
        long idleNanos) {

    /** 4 quick and 16 slow connections, 64 in flight on each, 4,096 in all; 2 s, 5 s, 20 s. */
    public RemoteConfig(HostPort backend, FrontKey key, SSLContext tls) {
        this(backend, key, tls, 4, 16, 64, 4_096, 2_000_000_000L, 5_000_000_000L, 20_000_000_000L);
    }

    public RemoteConfig {
        if (quickConnections < 1 || slowConnections < 1 || inFlightMax < 1 || pendingMax < 1) {
            throw new IllegalArgumentException("a number of connections or requests is below 1");
        }
    }
}

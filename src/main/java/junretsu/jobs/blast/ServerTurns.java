package junretsu.jobs.blast;

import java.util.List;
import junretsu.base.BackOff;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpConnection;
import junretsu.load.http.HttpFailure;
import junretsu.load.http.HttpTarget;
import junretsu.load.http.RequestBuffer;

/** One sender's connections, one to each server: all requests go to the same until it fails. For one thread. */
final class ServerTurns {
    private static final long PAUSE_NANOS_MIN = 5_000_000L;
    private static final long PAUSE_NANOS_MAX = 500_000_000L;

    private final List<HttpConnection> connections;
    private final HttpTarget host;
    private final boolean keepsAlive;
    private final RequestBuffer request = new RequestBuffer();
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private int turn;
    private boolean isSilent;

    /**
     * Makes the turns of a sender.
     *
     * @param connections that of the first turn in front
     * @param host named in every request
     * @param keepsAlive false to open a socket for each request anew
     */
    ServerTurns(List<HttpConnection> connections, HttpTarget host, boolean keepsAlive) {
        this.connections = List.copyOf(connections);
        this.host = host;
        this.keepsAlive = keepsAlive;
    }

    /** Begins a POST of JSON; for {@link #exchange}. */
    RequestBuffer post(String path) {
        return request.begin("POST", host, path, "application/json");
    }

    /** Asks for a path of the server whose turn it is. */
    HttpAnswer get(String path) throws HttpFailure {
        return exchange(request.begin("GET", host, path));
    }

    /** Makes sure that there is a socket; the next server's turn comes when there is none. */
    void connect() throws HttpFailure {
        try {
            connections.get(turn).connect();
        } catch (HttpFailure e) {
            next();
            throw e;
        }
    }

    HttpAnswer exchange(RequestBuffer asked) throws HttpFailure {
        HttpConnection connection = connections.get(turn);
        try {
            HttpAnswer answer = connection.exchange(asked);
            isSilent = false;
            if (!keepsAlive) {
                connection.close();
            }
            return answer;
        } catch (HttpFailure e) {
            next();
            throw e;
        }
    }

    /** Takes note that a server did what it was asked. */
    void succeeded() {
        backOff.succeeded();
    }

    /** The pause to make after a failure, in nanoseconds; longer after each. */
    long failed() {
        return backOff.failed();
    }

    /** Closes all; returns the number of sockets that were opened. */
    long close() {
        long opened = 0;
        for (HttpConnection connection : connections) {
            opened += connection.opened();
            connection.close();
        }
        return opened;
    }

    /** Returns whether the last that was tried got no answer, from whichever server. */
    boolean isSilent() {
        return isSilent;
    }

    private void next() {
        isSilent = true;
        turn = (turn + 1) % connections.size();
    }
}

package junretsu.items.blast;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpConnection;
import junretsu.load.http.HttpFailure;
import junretsu.load.http.HttpTarget;
import junretsu.load.http.RequestBuffer;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;

/**
 * Asks the servers for counts and items. One that does not answer, or answers 5xx, is asked again until the time to
 * settle is over, each try at the next server. To be used by one thread.
 */
final class ItemsReader {
    private static final long PAUSE_NANOS = 20_000_000L;
    private static final int NOT_FOUND = 404;

    private final List<HttpTarget> targets;
    private final List<HttpConnection> connections;
    private final long settleNanos;
    private final Clock clock;
    private final RequestBuffer request = new RequestBuffer();
    private int turn;

    /** @param connections one to each target, in that order */
    ItemsReader(List<HttpTarget> targets, List<HttpConnection> connections, long settleNanos, Clock clock) {
        this.targets = targets;
        this.connections = connections;
        this.settleNanos = settleNanos;
        this.clock = clock;
    }

    /** The exact count of a tenant; 0 when the server does not know it. */
    long count(String tenant) throws IOException {
        String path = "/items/" + tenant + "/count";
        HttpAnswer answer = get(path);
        try {
            Map<String, Object> fields = answer.isOk() ? JsonReader.readObject(answer.text()) : Map.of();
            if (fields.get("count") instanceof Long count) {
                return count;
            }
        } catch (JsonException e) {
            throw new IOException(path + " shows what is no count: " + e.getMessage(), e);
        }
        throw new IOException(path + " is answered with " + answer.status() + " and no count");
    }

    /** Returns whether the tenant has the item. */
    boolean has(String tenant, String id) throws IOException {
        String path = "/items/" + tenant + "/" + id;
        HttpAnswer answer = get(path);
        if (answer.isOk()) {
            return true;
        }
        if (answer.status() == NOT_FOUND) {
            return false;
        }
        throw new IOException(path + " is answered with " + answer.status());
    }

    private HttpAnswer get(String path) throws IOException {
        Deadline deadline = Deadline.in(settleNanos, clock);
        while (true) {
            HttpConnection connection = connections.get(turn);
            IOException failure;
            try {
                HttpAnswer answer = connection.exchange(request.begin("GET", targets.get(turn), path));
                if (answer.status() < 500) {
                    return answer;
                }
                failure = new IOException("answer " + answer.status());
            } catch (HttpFailure e) {
                failure = e;
            }
            if (deadline.isPassed() || connection.isCut()) {
                throw new IOException(targets.get(turn) + path + ": " + failure.getMessage(), failure);
            }
            turn = (turn + 1) % targets.size();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}

package junretsu.load.http;

import junretsu.load.TimeLine;
import junretsu.text.LogHistogram;

/**
 * The outcomes of the requests of a connection, or of all together. Each request is in the end acknowledged, failed
 * (the server said that it took nothing) or unknown. A service that sends several things in one request counts them
 * beside. Not thread-safe.
 */
public class RequestCounts {
    public final LogHistogram latency = new LogHistogram();
    public final TimeLine line = new TimeLine();
    public final ErrorReasons errors = new ErrorReasons();
    public long requests;
    public long requestsAcknowledged;
    public long requestsFailed;
    public long requestsUnknown;
    public long retries;
    public long connects;

    /** Things that were asked for, each of which found no server to the end; they are in no request counted here. */
    public long unsent;

    /**
     * Counts a request that may have reached a server, once however often it is sent.
     *
     * @param size how many things it carries
     */
    protected void sent(int size) {
        requests++;
    }

    /** Counts a request that was acknowledged. */
    protected void acknowledged(int size) {
        requestsAcknowledged++;
    }

    /** Counts a request of which the server took nothing. */
    protected void failed(int size) {
        requestsFailed++;
    }

    /** Counts a request that a server may have taken. */
    protected void unknown(int size) {
        requestsUnknown++;
    }

    /** Counts all that another has counted. */
    public void add(RequestCounts other) {
        latency.add(other.latency);
        line.add(other.line);
        errors.add(other.errors);
        requests += other.requests;
        requestsAcknowledged += other.requestsAcknowledged;
        requestsFailed += other.requestsFailed;
        requestsUnknown += other.requestsUnknown;
        retries += other.retries;
        connects += other.connects;
        unsent += other.unsent;
    }

    /** Returns whether each request sent has one outcome. */
    public boolean isSumRight() {
        return requests == requestsAcknowledged + requestsFailed + requestsUnknown;
    }
}

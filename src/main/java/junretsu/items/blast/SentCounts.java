package junretsu.items.blast;

import junretsu.load.TimeLine;
import junretsu.load.http.ErrorReasons;
import junretsu.text.LogHistogram;

/**
 * The outcomes of the requests of a connection, or of all together. Each request is in the end acknowledged, failed
 * (the server said that it took nothing) or unknown. Not thread-safe.
 */
final class SentCounts {
    final LogHistogram latency = new LogHistogram();
    final TimeLine line = new TimeLine();
    final ErrorReasons errors = new ErrorReasons();
    long requests;
    long requestsAcknowledged;
    long requestsFailed;
    long requestsUnknown;
    long retries;
    long connects;
    long items;
    long itemsAcknowledged;
    long itemsFailed;
    long itemsUnknown;
    long itemsNew;
    long itemsNewUnsaid;

    /** Items that were called new although they had been acknowledged, by this server or by another node. */
    long itemsNewAgain;

    void acknowledged(int count) {
        requestsAcknowledged++;
        itemsAcknowledged += count;
    }

    void failed(int count) {
        requestsFailed++;
        itemsFailed += count;
    }

    void unknown(int count) {
        requestsUnknown++;
        itemsUnknown += count;
    }

    void add(SentCounts other) {
        latency.add(other.latency);
        line.add(other.line);
        errors.add(other.errors);
        requests += other.requests;
        requestsAcknowledged += other.requestsAcknowledged;
        requestsFailed += other.requestsFailed;
        requestsUnknown += other.requestsUnknown;
        retries += other.retries;
        connects += other.connects;
        items += other.items;
        itemsAcknowledged += other.itemsAcknowledged;
        itemsFailed += other.itemsFailed;
        itemsUnknown += other.itemsUnknown;
        itemsNew += other.itemsNew;
        itemsNewUnsaid += other.itemsNewUnsaid;
        itemsNewAgain += other.itemsNewAgain;
    }

    /** Items that the server said it had before. */
    long itemsRepeated() {
        return itemsAcknowledged - itemsNew - itemsNewUnsaid;
    }

    boolean isSumRight() {
        return requests == requestsAcknowledged + requestsFailed + requestsUnknown
                && items == itemsAcknowledged + itemsFailed + itemsUnknown;
    }
}

package junretsu.items.blast;

import java.util.List;
import junretsu.base.Clock;
import junretsu.load.http.HttpAnswer;
import junretsu.load.http.HttpConnection;
import junretsu.load.http.HttpSender;
import junretsu.load.http.RequestBuffer;
import junretsu.text.JsonException;

/**
 * One connection's load of items, a batch a request. In a kill check a batch is sent again until it is acknowledged; a
 * set takes an item once, so nothing is doubled.
 */
final class ItemsSender extends HttpSender {
    private final ItemSource source;
    private final SentCounts counts = new SentCounts();
    private final int batch;
    private final long quota;
    private final BatchAnswer said = new BatchAnswer();
    private long drawnItems;
    private int size;

    /**
     * Makes a sender that has not begun.
     *
     * @param connections one to each server, that of the first turn in front
     * @param request whose head is that of each batch
     * @param number from 0
     */
    ItemsSender(
            ItemsBlastConfig config,
            List<HttpConnection> connections,
            ItemSource source,
            RequestBuffer request,
            int number,
            Clock clock) {
        super(
                "items",
                config.rate().pacer(config.batch(), config.connections(), number),
                connections,
                request,
                config.killCheck() ? config.settleNanos() : NOT_AGAIN,
                clock);
        this.source = source;
        this.batch = config.batch();
        this.quota = config.quota(number);
    }

    @Override
    protected SentCounts counts() {
        return counts;
    }

    @Override
    protected long left() {
        return quota == Long.MAX_VALUE ? quota : quota - drawnItems;
    }

    @Override
    protected int draw(RequestBuffer next) {
        size = (int) Math.min(batch, quota - drawnItems);
        source.draw(size, next);
        drawnItems += size;
        return size;
    }

    @Override
    protected void noteSent() {
        source.sent();
    }

    @Override
    protected String take(HttpAnswer answer) {
        try {
            said.read(answer);
        } catch (JsonException e) {
            return "an answer that is not understood";
        }
        if (said.accepted() != BatchAnswer.UNSAID && said.accepted() != size) {
            return "an answer that accepts another number than was sent";
        }
        int first = source.acknowledge();
        if (said.fresh() == BatchAnswer.UNSAID) {
            counts.itemsNewUnsaid += size;
        } else {
            counts.itemsNew += said.fresh();
            counts.itemsNewAgain += Math.max(0, said.fresh() - first);
        }
        return null;
    }

    /** The items and what became of each. */
    ItemSource source() {
        return source;
    }
}

package junretsu.votes.serve;

import java.util.concurrent.TimeUnit;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.text.JsonWriter;
import junretsu.votes.stage.Result;
import junretsu.votes.stage.Stage;

/**
 * News for the phones of the crowd: a stage that has changed, at once, and while results are live the event's total,
 * every {@value #PAUSE_MIN_S} seconds or, to many phones, less often. Each text has the stage's version, since a phone
 * that is slow gets the newest text alone. Any thread may call.
 */
final class CrowdNews implements Worker {
    private static final int PAUSE_MIN_S = 2;

    /** Texts to all phones together, so that votes do not wait: 10,000 phones hear of the total every 10 s. */
    private static final int TEXTS_PER_SECOND = 1_000;

    private final VotesState state;
    private long dueNanos;
    private long toldTotal = -1;

    CrowdNews(VotesState state) {
        this.state = state;
        dueNanos = now();
    }

    /** The pauses of its thread. */
    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(TimeUnit.SECONDS.toNanos(1));
    }

    @Override
    public String role() {
        return "crowd-news";
    }

    /** Tells of the stage as it is now. */
    synchronized void stageChanged() {
        toldTotal = -1;
        state.crowd().tell(text(state.stage()).endObject().toString());
    }

    @Override
    public synchronized int doWork() {
        int phones = state.crowd().connections();
        Stage stage = state.stage();
        if (phones == 0 || now() < dueNanos || stage.result() != Result.LIVE) {
            return 0;
        }
        long total = state.eventTotal();
        if (total == toldTotal) {
            return 0;
        }
        toldTotal = total;
        dueNanos = now() + TimeUnit.SECONDS.toNanos(Math.max(PAUSE_MIN_S, phones / TEXTS_PER_SECOND));
        state.crowd().tell(text(stage).field("total", total).endObject().toString());
        return 1;
    }

    private static JsonWriter text(Stage stage) {
        return new JsonWriter().beginObject().field("stage", stage.version());
    }

    private long now() {
        return state.surroundings().clock().nanoTime();
    }
}

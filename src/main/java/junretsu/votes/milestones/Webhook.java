package junretsu.votes.milestones;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.Milestone;
import junretsu.text.JsonWriter;

/**
 * Tells a URL of each milestone, one after the other, until it answers 2xx or its time is up. A crash between the answer and
 * the note of it sends a message again, with the same {@code id}.
 */
public final class Webhook implements Worker {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_MIN_NANOS = 500_000_000;
    private static final long PAUSE_MAX_NANOS = 60_000_000_000L;

    private final URI url;
    private final long giveUpNanos;
    private final List<Milestone> plan;
    private final MilestoneLog log;
    private final Consumer<String> told;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ConcurrentLinkedQueue<MilestoneLog.Entry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private long firstTryNanos;
    private long nextTryNanos;
    private long pauseNanos;

    /** @param told where a message that was not taken is told, in one sentence */
    public Webhook(
            URI url,
            long giveUpNanos,
            List<Milestone> plan,
            MilestoneLog log,
            String nodeId,
            Consumer<String> told,
            Clock clock) {
        this.url = url;
        this.giveUpNanos = giveUpNanos;
        this.plan = plan;
        this.log = log;
        this.told = told;
        this.clock = clock;
        queue.addAll(log.unsettled(nodeId));
    }

    /** Any thread. */
    public void announce(MilestoneLog.Entry entry) {
        queue.add(entry);
    }

    public long delivered() {
        return delivered.get();
    }

    public long failed() {
        return failed.get();
    }

    public int pending() {
        return queue.size();
    }

    @Override
    public String role() {
        return "webhook";
    }

    @Override
    public int doWork() throws IOException, InterruptedException {
        MilestoneLog.Entry entry = queue.peek();
        long now = clock.nanoTime();
        if (entry == null || pauseNanos > 0 && now - nextTryNanos < 0) {
            return 0;
        }
        if (pauseNanos == 0) {
            firstTryNanos = now;
        }
        String problem = post(entry);
        if (problem == null) {
            delivered.incrementAndGet();
            settle(entry, MilestoneLog.Outcome.DELIVERED);
        } else if (clock.nanoTime() - firstTryNanos >= giveUpNanos) {
            failed.incrementAndGet();
            told.accept(
                    "webhook: gave up telling of milestone " + entry.reached().total() + ": " + problem);
            settle(entry, MilestoneLog.Outcome.FAILED);
        } else {
            if (pauseNanos == 0) {
                told.accept("webhook: " + problem + "; trying again");
            }
            pauseNanos = Math.min(PAUSE_MAX_NANOS, Math.max(PAUSE_MIN_NANOS, 2 * pauseNanos));
            nextTryNanos = clock.nanoTime() + pauseNanos;
        }
        return 1;
    }

    private void settle(MilestoneLog.Entry entry, MilestoneLog.Outcome outcome) throws IOException {
        queue.remove();
        pauseNanos = 0;
        log.settle(entry, outcome);
    }

    /** @return null when it was taken, else why not */
    private String post(MilestoneLog.Entry entry) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message(entry)))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? null : "the receiver answered " + status;
        } catch (IOException e) {
            return "the receiver cannot be reached: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private String message(MilestoneLog.Entry entry) {
        long at = entry.reached().total();
        String effect = plan.stream()
                .filter(milestone -> milestone.at() == at)
                .map(Milestone::effect)
                .findFirst()
                .orElse(null);
        return new JsonWriter()
                .beginObject()
                .field("event", entry.event())
                .field("milestone", at)
                .field("effect", effect)
                .field("total", entry.total())
                .field(
                        "time",
                        Instant.ofEpochMilli(entry.reached().passedAtMs()).toString())
                .field("id", entry.event() + ":" + at + ":" + entry.reached().passedAtMs())
                .endObject()
                .toString();
    }
}

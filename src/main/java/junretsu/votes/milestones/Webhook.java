package junretsu.votes.milestones;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Worker;
import junretsu.store.Milestone;
import junretsu.votes.milestones.MilestoneLog.Entry;
import junretsu.votes.milestones.MilestoneLog.Outcome;

/**
 * Posts a message about each milestone to a URL, until it answers 2xx or the message has grown too old. A crash between
 * the answer and the note of it sends a message again, with the same {@code id}.
 *
 * <p>Order: the messages are tried for the first time in the order in which the milestones were passed, each once the
 * first try of the one before has ended. So a receiver that takes them gets them in order. A message that it did not
 * take is tried again on a schedule of its own, holds up no other, and may come after later ones.
 */
public final class Webhook implements Worker {
    private static final int UNDER_WAY_MAX = 4;
    private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long END_LOOK_MS = 10;

    private final Function<Entry, Post> poster;
    private final long giveUpNanos;
    private final MilestoneLog log;
    private final DistinctErrors errors;
    private final Clock clock;

    /** From any thread to the worker's. */
    private final ConcurrentLinkedQueue<Delivery> announced = new ConcurrentLinkedQueue<>();

    /** In the order in which the milestones were passed. */
    private final List<Delivery> deliveries = new ArrayList<>();

    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private boolean isFailing;

    /** @param poster begins to post the message about a milestone, without waiting and without throwing */
    Webhook(Function<Entry, Post> poster, long giveUpNanos, MilestoneLog log, DistinctErrors errors, Clock clock) {
        this.poster = poster;
        this.giveUpNanos = giveUpNanos;
        this.log = log;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * A webhook that nothing is sent to yet.
     *
     * @param plan where a milestone's effect is looked up
     * @param giveUpNanos age from which a message is not tried again
     * @param errors where each change of state and each message given up is announced
     */
    public static Webhook to(
            URI url, List<Milestone> plan, long giveUpNanos, MilestoneLog log, DistinctErrors errors, Clock clock) {
        HttpPost.Client client = new HttpPost.Client(url);
        return new Webhook(entry -> client.begin(WebhookMessage.json(entry, plan)), giveUpNanos, log, errors, clock);
    }

    /** Takes a message about a milestone that was passed just now. Any thread. */
    public void announce(Entry entry) {
        add(entry, 0);
    }

    /**
     * Takes a message that is left from an earlier run; it is as old as its milestone by the wall clock. Any thread.
     */
    public void resume(Entry entry) {
        long ageMs = clock.epochMillis() - entry.reached().passedAtMs();
        add(entry, TimeUnit.MILLISECONDS.toNanos(Math.max(0, ageMs)));
    }

    private void add(Entry entry, long ageNanos) {
        long now = clock.nanoTime();
        pending.incrementAndGet();
        announced.add(new Delivery(entry, now, now + giveUpNanos - Math.min(giveUpNanos, ageNanos)));
    }

    /** Messages that the receiver took in this run. Any thread. */
    public long delivered() {
        return delivered.get();
    }

    /** Messages given up in this run. Any thread. */
    public long failed() {
        return failed.get();
    }

    /** Messages yet to be delivered. Any thread. */
    public int pending() {
        return pending.get();
    }

    @Override
    public String role() {
        return "webhook";
    }

    @Override
    public int doWork() {
        for (Delivery next = announced.poll(); next != null; next = announced.poll()) {
            deliveries.add(next);
        }
        long now = clock.nanoTime();
        deliveries.removeIf(each -> each.isUnderWay() ? isTaken(each, now) : isGivenUp(each, now));
        return begin(now);
    }

    /** Waits a moment for the answers under way; what is not delivered by then is delivered after the next start. */
    @Override
    public void onClose() throws InterruptedException {
        long startedNanos = clock.nanoTime();
        doWork();
        while (deliveries.stream().anyMatch(Delivery::isUnderWay) && clock.nanoTime() - startedNanos < END_NANOS) {
            Thread.sleep(END_LOOK_MS);
            doWork();
        }
        deliveries.forEach(Delivery::abort);
    }

    private boolean isTaken(Delivery delivery, long now) {
        if (!delivery.endsTry(now)) {
            return false;
        }
        boolean isTaken = delivery.problem() == null;
        if (isTaken) {
            delivered.incrementAndGet();
            settle(delivery, Outcome.DELIVERED);
        }
        if (isFailing == isTaken) {
            isFailing = !isTaken;
            errors.announce("webhook: " + (isTaken ? "takes messages again" : delivery.problem() + "; trying again"));
        }
        return isTaken;
    }

    private boolean isGivenUp(Delivery delivery, long now) {
        if (!delivery.isTooOld(now)) {
            return false;
        }
        failed.incrementAndGet();
        errors.announce("webhook: gave up on the message about milestone "
                + delivery.entry().reached().total() + ": " + delivery.problem());
        settle(delivery, Outcome.FAILED);
        return true;
    }

    private void settle(Delivery delivery, Outcome outcome) {
        pending.decrementAndGet();
        try {
            log.settle(delivery.entry(), outcome);
        } catch (IOException e) {
            errors.record("recording the outcome of a message to the webhook", e);
        }
    }

    /** Begins the next first try unless one is under way, then those of the others that are due; returns how many. */
    private int begin(long now) {
        List<Delivery> due = new ArrayList<>();
        if (deliveries.stream().noneMatch(Delivery::isInFirstTry)) {
            deliveries.stream().filter(each -> !each.wasTried()).limit(1).forEach(due::add);
        }
        deliveries.stream().filter(each -> each.wasTried() && each.isDue(now)).forEach(due::add);
        long underWay = deliveries.stream().filter(Delivery::isUnderWay).count();
        int begun = (int) Math.min(UNDER_WAY_MAX - underWay, due.size());
        due.subList(0, begun).forEach(each -> each.begin(poster.apply(each.entry()), now));
        return begun;
    }
}

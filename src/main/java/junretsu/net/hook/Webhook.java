package junretsu.net.hook;

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

/**
 * Posts messages to a URL, each until it answers 2xx or the message has grown too old. A crash between the answer and
 * the record of it lets whoever wrote the message hand it over again, so a message should say by which ID to know it.
 *
 * <p>Order: the messages are tried for the first time in the order in which they were handed over, each once the first
 * try of the one before has ended. So a receiver that takes them gets them in order. A message that it did not
 * take is tried again on a schedule of its own, holds up no other, and may come after later ones.
 */
public final class Webhook implements Worker {
    /** Between two rounds of work. */
    public static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The time that its thread needs at most to close. */
    public static final long END_MS = 500;

    private static final int UNDER_WAY_MAX = 4;
    private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(END_MS - 100);
    private static final long END_LOOK_MS = 10;

    private final DistinctErrors errors;
    private final Clock clock;

    /** Age from which a message is not tried again. Replaced and read by any thread. */
    private volatile long giveUpNanos;

    /** Replaced by any thread; read by the worker's. */
    private volatile Function<Message, Post> poster;

    /** From any thread to the worker's. */
    private final ConcurrentLinkedQueue<Delivery> announced = new ConcurrentLinkedQueue<>();

    /** In the order in which they were handed over. */
    private final List<Delivery> deliveries = new ArrayList<>();

    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private boolean isFailing;

    /** @param poster begins to post a message, without waiting and without throwing */
    Webhook(Function<Message, Post> poster, long giveUpNanos, DistinctErrors errors, Clock clock) {
        this.poster = poster;
        this.giveUpNanos = giveUpNanos;
        this.errors = errors;
        this.clock = clock;
    }

    /**
     * A webhook that nothing is sent to yet.
     *
     * @param giveUpNanos age from which a message is not tried again
     * @param errors where each change of state and each message given up is announced
     */
    public static Webhook to(URI url, long giveUpNanos, DistinctErrors errors, Clock clock) {
        return new Webhook(poster(url), giveUpNanos, errors, clock);
    }

    private static Function<Message, Post> poster(URI url) {
        HttpPost.Client client = new HttpPost.Client(url);
        return message -> client.begin(message.json());
    }

    /** Posts to another URL from the next try on. Any thread. */
    public void moveTo(URI url) {
        poster = poster(url);
    }

    /** Tries messages that come from now on for so long. Any thread. */
    public void giveUpAfter(long nanos) {
        giveUpNanos = nanos;
    }

    /** Takes a message about what happened just now. Any thread. */
    public void announce(Message message) {
        add(message, 0);
    }

    /**
     * Takes a message that is left from an earlier run; its age is measured by the wall clock. Any thread.
     *
     * @param happenedAtMs when what it is about happened, in unix milliseconds
     */
    public void resume(Message message, long happenedAtMs) {
        add(message, TimeUnit.MILLISECONDS.toNanos(Math.max(0, clock.epochMillis() - happenedAtMs)));
    }

    private void add(Message message, long ageNanos) {
        long now = clock.nanoTime();
        pending.incrementAndGet();
        announced.add(new Delivery(message, now, now + Math.max(0, giveUpNanos - ageNanos)));
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
            settle(delivery.message(), true);
        }
        if (isFailing == isTaken) {
            isFailing = !isTaken;
            if (isTaken) {
                errors.announce("webhook: takes messages again");
            } else {
                errors.warn("webhook: " + delivery.problem() + "; trying again");
            }
        }
        return isTaken;
    }

    private boolean isGivenUp(Delivery delivery, long now) {
        if (!delivery.isTooOld(now)) {
            return false;
        }
        failed.incrementAndGet();
        errors.warn("webhook: gave up on " + delivery.message().name() + ": " + delivery.problem());
        settle(delivery.message(), false);
        return true;
    }

    private void settle(Message message, boolean isDelivered) {
        pending.decrementAndGet();
        try {
            message.settle(isDelivered);
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
        due.subList(0, begun).forEach(each -> each.begin(poster.apply(each.message()), now));
        return begun;
    }
}

package junretsu.votes.blast.crowd;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.load.socket.WebSocketClient;

/**
 * One browser of the crowd. It sends a message when one is due and has a connection or waits for one, and makes a lost
 * connection again after a back-off with jitter. A message is sent once: the outcome of one that was under way on a
 * lost connection is unknown. What the server says of this client is compared with what it sent. To be used by the
 * load's thread.
 */
final class Voter extends WebSocketClient {
    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    private final Crew crew;
    private final String path;
    private final InetSocketAddress from;
    private final Taps taps = new Taps();
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private boolean wasOpen;
    private long connectNanos;
    private long waitsSinceNanos;
    private boolean isFirstAnswer = true;
    private long saidCounted;
    private long saidLimited;
    private long unknown;

    /**
     * The things that all voters of a load share.
     *
     * @param message room for one
     * @param jitter of the back-offs
     */
    record Crew(
            Endpoint endpoint, CrowdBook book, VoteRing ring, byte[] message, SplittableRandom jitter, Clock clock) {}

    /**
     * Makes a voter without a connection.
     *
     * @param client id that nobody else has
     * @param from address of this machine; null for the system's choice
     */
    Voter(Crew crew, long client, InetSocketAddress from) {
        super(crew.endpoint());
        this.crew = crew;
        this.path = CrowdWire.path(client);
        this.from = from;
    }

    /** Taps: the message leaves at once where there is a connection, else as soon as there is one. */
    void tap(long plannedNanos, long batch) {
        crew.book().tapped();
        taps.add(plannedNanos, batch);
        if (isOpen()) {
            sendNext();
        }
    }

    /** Returns whether it is time to connect. */
    boolean wantsConnection(long nowNanos) {
        return !hasConnection() && nowNanos - connectNanos >= 0;
    }

    /** Begins to connect. */
    void connect(long nowNanos) {
        waitsSinceNanos = nowNanos;
        open(path, from);
    }

    /** Gives up a connection that the server has left without an answer for too long. */
    void look(long nowNanos, long limitNanos) {
        boolean isWaiting = hasConnection() && (!isOpen() || taps.sent() > 0);
        if (isWaiting && nowNanos - waitsSinceNanos > limitNanos) {
            giveUp(String.format(Locale.ROOT, "no answer within %.1f s", limitNanos / 1e9));
        }
    }

    /** Ends it: the outcome of what is under way is unknown. */
    void finish() {
        giveUpTaps();
        leave();
    }

    @Override
    protected void opened() {
        crew.book().connects++;
        crew.book().reconnects += wasOpen ? 1 : 0;
        isFirstAnswer = true;
        wasOpen = true;
        backOff.succeeded();
        while (isOpen() && taps.sent() < taps.size()) {
            sendNext();
        }
    }

    @Override
    protected void lost(String reason, boolean wasUsable) {
        crew.book().losses.add(reason, "");
        crew.book().refusals += wasUsable ? 0 : 1;
        giveUpTaps();
        long pause = backOff.failed();
        connectNanos = crew.clock().nanoTime() + pause / 2 + crew.jitter().nextLong(pause);
    }

    @Override
    protected void broke(String rule) {
        crew.book().wrongs.add("broke the protocol", rule);
    }

    @Override
    protected void message(byte[] bytes, int length) {
        if (length != CrowdWire.ANSWER_BYTES) {
            wrong("sent an answer that is not 24 bytes long", length + " bytes");
            return;
        }
        long number = CrowdWire.number(bytes);
        long acknowledged = taps.firstNumber() - 1;
        if (number >= taps.nextNumber()) {
            wrong("acknowledged what was not sent", "number " + number + " of " + (taps.nextNumber() - 1));
        } else if (number < acknowledged && !isFirstAnswer) {
            wrong("acknowledged less than before", "number " + number + " after " + acknowledged);
        } else {
            take((int) Math.max(0, number - acknowledged), CrowdWire.counted(bytes), CrowdWire.limited(bytes));
        }
    }

    /** Takes an answer that is about so many messages. */
    private void take(int messages, long counted, long limited) {
        int votes = messages * crew.ring().burst();
        if (isFirstAnswer && hasForgotten(votes, counted + limited)) {
            saidCounted = 0;
            saidLimited = 0;
        }
        long more = counted - saidCounted + limited - saidLimited;
        long atMost = isFirstAnswer ? votes + unknown : votes;
        if (counted < saidCounted || limited < saidLimited) {
            wrong("takes back votes that it counted", saidCounted + " counted, then " + counted);
            return;
        }
        if (more > atMost) {
            wrong("counted more than was sent", more + " of " + votes + " votes");
            return;
        }
        int rejectedNow = (int) Math.max(0, votes - more);
        int limitedNow = (int) Math.min(votes - rejectedNow, limited - saidLimited);
        crew.book().uncounted(limitedNow, rejectedNow);
        settle(messages, limitedNow + rejectedNow);
        saidCounted = counted;
        saidLimited = limited;
        isFirstAnswer = false;
    }

    /** Returns whether a server that was started anew has begun to count this client from 0. */
    private boolean hasForgotten(int votes, long said) {
        return said == votes || said < saidCounted + saidLimited;
    }

    private void settle(int messages, int uncountedInAll) {
        long now = crew.clock().nanoTime();
        int left = uncountedInAll;
        for (int i = 0; i < messages; i++) {
            int uncounted = Math.min(left, crew.ring().burst());
            crew.book().acknowledged(taps.firstBatch(), taps.firstPlannedNanos(), now, uncounted, uncountedInAll == 0);
            left -= uncounted;
            taps.removeFirst();
        }
        waitsSinceNanos = messages > 0 ? now : waitsSinceNanos;
    }

    private void sendNext() {
        if (taps.sent() == 0) {
            waitsSinceNanos = crew.clock().nanoTime();
        }
        long number = taps.nextNumber();
        long batch = taps.send();
        crew.book().sent(batch);
        sendBinary(crew.message(), crew.ring().write(batch, number, crew.message()));
    }

    private void giveUpTaps() {
        while (taps.sent() > 0) {
            unknown += crew.ring().burst();
            crew.book().unknown();
            taps.removeFirst();
        }
    }

    /** Counts an answer that cannot be true, and ends the connection: what follows it means nothing. */
    private void wrong(String reason, String example) {
        crew.book().wrongs.add(reason, example);
        giveUp("a wrong answer");
    }
}

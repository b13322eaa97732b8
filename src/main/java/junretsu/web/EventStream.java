package junretsu.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import junretsu.base.Worker;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Server-sent events (WHATWG HTML, section 9.2): the latest state with each round, encoded once for all clients. Nothing is
 * queued for a client: one whose last frame is still on its way gets no other, and once it has read, the state as it is then.
 * So a client costs the frame it is being sent, however slow it is, and holds no thread.
 */
public final class EventStream implements Worker {
    /** How often a round is meant to be made. */
    public static final long INTERVAL_NANOS = 100_000_000;

    private static final String PREAMBLE = "retry: 1000\n\n";

    private final Supplier<String> state;
    private final int clientsMax;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger permits = new AtomicInteger();
    private final LongAdder skipped = new LongAdder();
    private long frameNumber;

    /** @param state one line of text, without line breaks; asked once a round, by the thread that makes it */
    public EventStream(Supplier<String> state, int clientsMax) {
        this.state = state;
        this.clientsMax = clientsMax;
    }

    @Override
    public String role() {
        return "event-stream";
    }

    @Override
    public int doWork() {
        frameNumber++;
        if (clients.isEmpty()) {
            return 0;
        }
        byte[] frame = ("id: " + frameNumber + "\ndata: " + state.get() + "\n\n").getBytes(StandardCharsets.UTF_8);
        for (StreamClient client : clients) {
            if (!client.offer(ByteBuffer.wrap(frame))) {
                skipped.increment();
            }
        }
        return 1;
    }

    /** How many are reading. */
    public int clients() {
        return permits.get();
    }

    /** Frames that a client did not get since it was still being sent an earlier one. */
    public long skipped() {
        return skipped.sum();
    }

    /** @return false when all places are taken, and then nothing was done */
    boolean admit(Response response, Callback whenDone) {
        if (permits.incrementAndGet() > clientsMax) {
            permits.decrementAndGet();
            return false;
        }
        response.getHeaders().put("Content-Type", "text/event-stream");
        StreamClient client = new StreamClient(response, whenDone, this::remove);
        clients.add(client);
        client.begin(ByteBuffer.wrap(PREAMBLE.getBytes(StandardCharsets.UTF_8)));
        return true;
    }

    int clientsMax() {
        return clientsMax;
    }

    private void remove(StreamClient client) {
        if (clients.remove(client)) {
            permits.decrementAndGet();
        }
    }
}

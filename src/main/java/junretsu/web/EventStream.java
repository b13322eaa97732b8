package junretsu.web;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import junretsu.base.Worker;

/**
 * Server-sent events (WHATWG HTML, section 9.2): the latest state with each round, encoded once for all clients.
 * Nothing is queued for a client: one whose last frame is still on its way gets no other, and once it has read, the
 * state as it is then. So a client costs the frame it is being sent, however slow it is, and holds no thread.
 */
public final class EventStream implements Worker, Endpoint {
    /** The interval between two rounds. */
    public static final long INTERVAL_NANOS = 100_000_000;

    private static final String TYPE = "text/event-stream";
    private static final String PREAMBLE = "retry: 1000\n\n";
    private static final int RETRY_SECONDS = 5;

    private final Supplier<String> state;
    private final StreamPlaces places;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final LongAdder skipped = new LongAdder();
    private long frameNumber;

    /**
     * @param state one line of text, without line breaks; asked once a round, by the thread that makes it
     * @param clientsMax readers at a time; fewer where the heap is small
     */
    public EventStream(Supplier<String> state, int clientsMax) {
        this.state = state;
        places = new StreamPlaces(Math.min(clientsMax, WebLimits.ofThisHeap().streams()));
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

    /** The number of readers. */
    public int clients() {
        return places.taken();
    }

    /** Frames that a client did not get since it was still being sent an earlier one. */
    public long skipped() {
        return skipped.sum();
    }

    /** Begins to stream to a reader for whom there is a place. */
    @Override
    public void answer(Exchange exchange) {
        if (exchange.request().method().equals("HEAD")) {
            exchange.respond(Response.of(200, TYPE, new byte[0]));
            return;
        }
        InetAddress address = exchange.request().remoteAddress();
        switch (places.enter(address)) {
            case ALL_TAKEN -> exchange.unavailable("all places of this stream are taken", RETRY_SECONDS);
            case SHARE_TAKEN ->
                exchange.unavailable("half of this stream's places are taken from one address", RETRY_SECONDS);
            case TAKEN -> exchange.respond(Response.streamed(TYPE, sink -> admit(sink, address)));
        }
    }

    private void admit(BodySink sink, InetAddress address) {
        StreamClient client = new StreamClient(sink, gone -> {
            if (clients.remove(gone)) {
                places.leave(address);
            }
        });
        clients.add(client);
        client.begin(ByteBuffer.wrap(PREAMBLE.getBytes(StandardCharsets.UTF_8)));
    }
}

package junretsu.web;

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

    private static final String PREAMBLE = "retry: 1000\n\n";

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
        places = StreamPlaces.upTo(clientsMax);
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

    /** The number of readers that there is room for. */
    public int clientsMax() {
        return places.max();
    }

    /** Makes room for so many readers; fewer where the heap is small. Who reads goes on. */
    public void clientsMax(int max) {
        places.max(StreamPlaces.possible(max));
    }

    /** Frames that a client did not get since it was still being sent an earlier one. */
    public long skipped() {
        return skipped.sum();
    }

    /** Begins to stream to a reader for whom there is a place. */
    @Override
    public void answer(Exchange exchange) {
        if (exchange.enter(places)) {
            exchange.respond(Response.streamed("text/event-stream", this::admit));
        }
    }

    private void admit(BodySink sink) {
        StreamClient client = new StreamClient(sink, clients::remove);
        clients.add(client);
        client.begin(ByteBuffer.wrap(PREAMBLE.getBytes(StandardCharsets.UTF_8)));
    }
}

package junretsu.votes.crowd;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.net.http.HttpCalls;
import junretsu.tally.SenderFile;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Exchange;
import junretsu.web.MessageSocket;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Sockets;
import junretsu.web.StreamPlaces;

/** Takes the votes of browsers, over WebSocket or posted. Any thread may call. */
public final class Crowd {
    private static final int RETRY_SECONDS = 5;

    /** RFC 6455, section 7.4.1: the server goes away. */
    static final int GOING_AWAY = 1001;

    static final String ENDS = "the server ends";

    /** Clients that are remembered, for each connection that may be open. */
    private static final int REMEMBERED_TIMES = 2;

    private static final int REMEMBERED_MIN = 64;

    /** Connections that there may be after {@link #reload}, for each of the start. */
    private static final int RAISED_TIMES = 2;

    private final CrowdLimits limits;
    private final StreamPlaces places;
    private final Clock clock;
    private final CrowdClients clients;
    private final CrowdCounter counter;
    private final CrowdGate gate;

    /** Clients that the list of senders has room for. */
    private final int room;

    private final CrowdNetworks networks;
    private final CrowdRefusals refusals = new CrowdRefusals();
    private final Sockets sockets = new Sockets(CrowdWire.MESSAGE_BYTES_MAX);

    /** The newest text that was told; null for none. Written by the thread that tells, read by all. */
    private volatile String told;

    /**
     * @param file that {@link #slots} clients have room in; null when no votes are taken from browsers
     * @param buttons how many the event has
     * @param calls to the users server; null when there is none
     */
    public Crowd(CrowdConfig config, SenderFile file, int buttons, HttpCalls calls, Clock clock) {
        limits = new CrowdLimits(config);
        this.clock = clock;
        places = new StreamPlaces(config.connections(), config.connectionsOfAddress());
        room = file == null ? 0 : file.slots();
        clients = config.isOn() ? new CrowdClients(file, limits, places, clock.nanoTime()) : null;
        counter = new CrowdCounter(file, buttons, clock);
        gate = new CrowdGate(limits, calls, refusals, clock);
        networks = new CrowdNetworks(limits, clock);
    }

    /** Clients that are remembered at most, also when there are more connections later. */
    public static int slots(CrowdConfig config) {
        return RAISED_TIMES * remembered(config);
    }

    /** Clients that have to be remembered, so that one that left is known when it comes back. */
    private static int remembered(CrowdConfig config) {
        return Math.max(REMEMBERED_MIN, REMEMBERED_TIMES * config.connections());
    }

    /** The paths at which votes are taken; none while that is off. */
    public Route[] routes() {
        String digits = "16 random hexadecimal digits, the same for all connections of a browser";
        if (clients == null) {
            return new Route[0];
        }
        return new Route[] {
            Route.get(CrowdWire.SOCKET_PATH, "A WebSocket for votes, each a byte behind a message's number", this::open)
                    .query("client", digits),
            Route.post(CrowdWire.POST_PATH, "The same message without WebSocket", this::post)
                    .query("client", digits)
                    .bodyMax(CrowdWire.MESSAGE_BYTES_MAX)
                    .quick()
        };
    }

    /** The worker that looks after the connections. */
    public Worker sweep() {
        return new CrowdSweep(sockets, clients, clock);
    }

    /** Offers a text to all connected browsers, and to each that connects later; one that waits is replaced. */
    public void tell(String json) {
        told = json;
        sockets.offerAll(json);
    }

    /** Offers what was told last to a browser that is among the connected ones by now, and so misses nothing newer. */
    void tellAgain(MessageSocket socket) {
        String newest = told;
        for (String offered = null; !Objects.equals(newest, offered); newest = told) {
            socket.offer(newest);
            offered = newest;
        }
    }

    /** The crowd's page for those who may vote; others are sent to where they log in. */
    public Route page(Route page) {
        return page.endpoint(gate.page(page.endpoint()));
    }

    /** The limits at this moment. */
    public CrowdConfig config() {
        return limits.now();
    }

    /**
     * Takes other limits: connections, where the list of senders has room for those who left, too; rate and share.
     * Those who are connected stay.
     *
     * @return the names of the flags that count from the next start on
     */
    public List<String> reload(CrowdConfig next) {
        CrowdConfig before = limits.now();
        boolean isSwitched = before.isOn() != next.isOn();
        List<String> later = new ArrayList<>();
        if (isSwitched || remembered(next) > room) {
            later.add("crowd");
        }
        if (!Objects.equals(before.users(), next.users())) {
            later.add("users");
        }
        if (!isSwitched && next.isOn()) {
            CrowdConfig taken =
                    before.limitedAs(next).of(later.contains("crowd") ? before.connections() : next.connections());
            limits.take(taken);
            places.max(taken.connections(), taken.connectionsOfAddress());
        }
        return later;
    }

    /** Connections that are open. */
    public int connections() {
        return sockets.connections();
    }

    /** Connections and messages that were refused, or ended for what the client did, since the start. */
    public long refused() {
        return refusals.total();
    }

    /** Hands over each reason for that, with its count. */
    public void refused(ObjLongConsumer<String> taker) {
        refusals.each(taker);
    }

    /** Counts nothing from here on, and ends all connections. */
    public void stop() {
        counter.close();
        sockets.closeAll(GOING_AWAY, ENDS);
    }

    private void open(Exchange exchange) {
        Response refusal = sockets.refusal(exchange);
        if (refusal != null) {
            refusals.count(refusal.status() == 403 ? CrowdRefusals.Reason.ORIGIN : CrowdRefusals.Reason.HANDSHAKE);
            exchange.respond(refusal);
            return;
        }
        gate.enter(exchange, client(exchange.request()), (id, budget) -> connect(exchange, id, budget));
    }

    private void connect(Exchange exchange, long id, CrowdBudget budget) {
        InetAddress address = exchange.request().remoteAddress();
        CrowdClient client = in(exchange, clients.connect(id, address, now()), budget);
        if (client != null) {
            sockets.accept(exchange, new CrowdVoter(this, client, address));
        }
    }

    /** The client that came in; null for one that was refused, and answered. */
    private CrowdClient in(Exchange exchange, CrowdClients.Entered entered, CrowdBudget budget) {
        if (!hasPlace(entered.entry(), exchange)) {
            return null;
        }
        CrowdBudget ofNetwork = networks.budget(exchange.request().remoteAddress());
        counter.share(entered.client(), budget, ofNetwork);
        return entered.client();
    }

    private void post(Exchange exchange) {
        gate.enter(exchange, client(exchange.request()), (id, budget) -> count(exchange, id, budget));
    }

    private void count(Exchange exchange, long id, CrowdBudget budget) {
        InetAddress address = exchange.request().remoteAddress();
        CrowdClient client = in(exchange, clients.post(id, address, now()), budget);
        if (client == null) {
            return;
        }
        try {
            exchange.respond(counted(client, exchange.request()));
        } finally {
            clients.leave(client, now());
        }
    }

    private Response counted(CrowdClient client, Request request) {
        ByteBuffer message =
                ByteBuffer.wrap(request.body().array(), 0, request.body().length());
        if (message.remaining() < CrowdWire.NUMBER_BYTES) {
            refusals.count(CrowdRefusals.Reason.MESSAGE);
            throw new BadRequest("send 8 bytes of the message's number, then a byte a vote");
        }
        long number = message.getLong();
        SenderFile.Sender standing = counter.take(client, number, message);
        if (standing == null && counter.isClosed()) {
            return Response.problem(503, ENDS).retryAfter(RETRY_SECONDS);
        }
        if (standing == null) {
            refusals.count(CrowdRefusals.Reason.NUMBER);
            throw new BadRequest(CrowdCounter.NUMBER_RULE);
        }
        return Response.json(new JsonWriter()
                .beginObject()
                .field("acknowledged", standing.number())
                .field("counted", standing.counted())
                .field("limited", standing.limited())
                .endObject()
                .toString());
    }

    private long client(Request request) {
        try {
            return CrowdWire.client(request.query("client"));
        } catch (BadRequest e) {
            refusals.count(CrowdRefusals.Reason.CLIENT);
            throw e;
        }
    }

    private boolean hasPlace(StreamPlaces.Entry entry, Exchange exchange) {
        if (entry == StreamPlaces.Entry.ALL_TAKEN) {
            refusals.count(CrowdRefusals.Reason.FULL);
            exchange.unavailable("all places of --crowd are taken", RETRY_SECONDS);
        } else if (entry == StreamPlaces.Entry.SHARE_TAKEN) {
            refusals.count(CrowdRefusals.Reason.SHARE);
            exchange.unavailable("one address has its --crowd-share of the places", RETRY_SECONDS);
        }
        return entry == StreamPlaces.Entry.TAKEN;
    }

    CrowdClients clients() {
        return clients;
    }

    CrowdCounter counter() {
        return counter;
    }

    CrowdRefusals refusals() {
        return refusals;
    }

    /** The clock's reading, in nanoseconds. */
    long now() {
        return clock.nanoTime();
    }
}

package junretsu.votes.crowd;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import junretsu.tally.SenderFile;
import junretsu.web.MessageSocket;
import junretsu.web.StreamPlaces;

/**
 * The clients that are here or left less than a minute ago, so that one that comes back goes on where it was; those of
 * the process before this one, too. When there are too many, one is forgotten: the first of those that left without a
 * message, else the first that left. A client has a place before it is remembered, so that one that is refused makes
 * nobody forgotten. Any thread may call.
 */
final class CrowdClients {
    static final long REMEMBERED_MS = TimeUnit.MINUTES.toMillis(1);

    /**
     * The outcome of coming in.
     *
     * @param client who is here until it leaves; null without a place
     */
    record Entered(StreamPlaces.Entry entry, CrowdClient client) {}

    private final SenderFile file;
    private final CrowdLimits limits;
    private final StreamPlaces places;
    private final Map<Long, CrowdClient> byId = new HashMap<>();

    // Those that are not here, and the ones that post and keep a place; the eldest first.
    private final Set<CrowdClient> left = new LinkedHashSet<>();
    private final Set<CrowdClient> leftWithoutMessage = new LinkedHashSet<>();
    private final Set<CrowdClient> posters = new LinkedHashSet<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /**
     * @param file with a slot for each client that is remembered
     * @param places one of which each connection has, and a client that posts for as long as it is remembered
     * @param nowNanos from which on all that the process before remembered are remembered for a minute
     */
    CrowdClients(SenderFile file, CrowdLimits limits, StreamPlaces places, long nowNanos) {
        this.file = file;
        this.limits = limits;
        this.places = places;
        for (int slot = 0; slot < file.slots(); slot++) {
            if (file.sender(slot) == null) {
                free.add(slot);
            }
        }
        IntStream.range(0, file.slots())
                .filter(slot -> file.sender(slot) != null)
                .boxed()
                .sorted(Comparator.comparingLong(slot -> file.sender(slot).seenMs()))
                .forEach(slot -> remember(slot, file.sender(slot), nowNanos));
    }

    private void remember(int slot, SenderFile.Sender sender, long nowNanos) {
        CrowdClient client = new CrowdClient(slot, sender, limits.budget(nowNanos));
        client.leftNanos = nowNanos;
        byId.put(client.id, client);
        left.add(client);
    }

    /** Lets a client in that connects; when places are short, the eldest that posts and is not here yields its own. */
    synchronized Entered connect(long id, InetAddress address, long nowNanos) {
        release(nowNanos);
        giveBack(byId.get(id));
        StreamPlaces.Entry entry = places.enter(address);
        if (entry == StreamPlaces.Entry.ALL_TAKEN && giveBackEldest()) {
            entry = places.enter(address);
        }
        return entered(entry, id, address, nowNanos);
    }

    /** Lets a client in that posts; it keeps its place when it has one. */
    synchronized Entered post(long id, InetAddress address, long nowNanos) {
        release(nowNanos);
        CrowdClient known = byId.get(id);
        if (known != null && posters.remove(known)) {
            posters.add(known);
            return new Entered(StreamPlaces.Entry.TAKEN, enter(id, nowNanos));
        }
        Entered entered = entered(places.enter(address), id, address, nowNanos);
        if (entered.client() != null) {
            entered.client().postsFrom = address;
            posters.add(entered.client());
        }
        return entered;
    }

    private Entered entered(StreamPlaces.Entry entry, long id, InetAddress address, long nowNanos) {
        CrowdClient client = entry == StreamPlaces.Entry.TAKEN ? enter(id, nowNanos) : null;
        if (entry == StreamPlaces.Entry.TAKEN && client == null) {
            places.leave(address);
            return new Entered(StreamPlaces.Entry.ALL_TAKEN, null);
        }
        return new Entered(entry, client);
    }

    /** The client of an id, who is here until {@link #leave}; null when there is no room. */
    private CrowdClient enter(long id, long nowNanos) {
        CrowdClient client = byId.get(id);
        if (client == null) {
            if (free.isEmpty()) {
                forgetEldest();
            }
            if (free.isEmpty()) {
                return null;
            }
            SenderFile.Sender fresh = new SenderFile.Sender(id, 0, 0, 0, 0);
            client = new CrowdClient(free.poll(), fresh, limits.budgetOfNew(nowNanos));
            byId.put(id, client);
        }
        client.users++;
        left.remove(client);
        leftWithoutMessage.remove(client);
        return client;
    }

    /** Ends the stay of a client that connected. */
    synchronized void disconnect(CrowdClient client, InetAddress address, long nowNanos) {
        places.leave(address);
        leave(client, nowNanos);
    }

    /** Ends the stay of a client that posted. */
    synchronized void leave(CrowdClient client, long nowNanos) {
        if (--client.users == 0) {
            client.leftNanos = nowNanos;
            (client.standing().number() > 0 ? left : leftWithoutMessage).add(client);
        }
    }

    /** Makes a socket the client's own, and returns the one before it; null for none. */
    synchronized MessageSocket take(CrowdClient client, MessageSocket socket) {
        MessageSocket before = client.socket;
        client.socket = socket;
        return before;
    }

    /** Forgets a socket that has ended, unless a newer one is the client's by now. */
    synchronized void drop(CrowdClient client, MessageSocket socket) {
        if (client.socket == socket) {
            client.socket = null;
        }
    }

    /** Clients that are remembered. */
    synchronized int size() {
        return byId.size();
    }

    /** Forgets those that left more than a minute ago, and gives their places back. */
    synchronized void release(long nowNanos) {
        long sinceNanos = nowNanos - TimeUnit.MILLISECONDS.toNanos(REMEMBERED_MS);
        for (Set<CrowdClient> absent : List.of(left, leftWithoutMessage)) {
            Iterator<CrowdClient> eldest = absent.iterator();
            for (CrowdClient client = next(eldest); client != null; client = next(eldest)) {
                if (client.leftNanos - sinceNanos >= 0) {
                    break;
                }
                eldest.remove();
                forget(client);
            }
        }
    }

    private void forgetEldest() {
        Iterator<CrowdClient> eldest = (leftWithoutMessage.isEmpty() ? left : leftWithoutMessage).iterator();
        CrowdClient client = next(eldest);
        if (client != null) {
            eldest.remove();
            forget(client);
        }
    }

    private void forget(CrowdClient client) {
        byId.remove(client.id);
        file.forget(client.slot);
        free.add(client.slot);
        giveBack(client);
    }

    private boolean giveBackEldest() {
        for (CrowdClient poster : posters) {
            if (poster.users == 0) {
                giveBack(poster);
                return true;
            }
        }
        return false;
    }

    /** Gives the place back that a client keeps since it posted, if it does; its number stays known. */
    private void giveBack(CrowdClient client) {
        if (client != null && posters.remove(client)) {
            places.leave(client.postsFrom);
            client.postsFrom = null;
        }
    }

    private static CrowdClient next(Iterator<CrowdClient> clients) {
        return clients.hasNext() ? clients.next() : null;
    }
}

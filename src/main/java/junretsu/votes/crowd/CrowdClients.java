package junretsu.votes.crowd;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import junretsu.web.MessageSocket;
import junretsu.web.StreamPlaces;

/**
 * The clients that are here or left less than a minute ago, so that one that comes back goes on where it was. When
 * there are too many, the one that left first is forgotten. Any thread may call.
 */
final class CrowdClients {
    static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int max;
    private final int burst;
    private final StreamPlaces places;
    private final Map<Long, CrowdClient> byId = new HashMap<>();
    private final Set<CrowdClient> left = new LinkedHashSet<>();

    /**
     * @param max clients that are remembered, those that left included
     * @param burst of a client's votes
     * @param places one of which a client that posts keeps for as long as it is remembered
     */
    CrowdClients(int max, int burst, StreamPlaces places) {
        this.max = max;
        this.burst = burst;
        this.places = places;
    }

    /** The client of an id, who is here until {@link #leave}. */
    synchronized CrowdClient enter(long id, long nowNanos) {
        forgetOld(nowNanos);
        CrowdClient client = byId.get(id);
        if (client == null) {
            client = new CrowdClient(id, burst, nowNanos);
            byId.put(id, client);
        }
        client.users++;
        left.remove(client);
        return client;
    }

    /** Ends one stay of a client. */
    synchronized void leave(CrowdClient client, long nowNanos) {
        if (--client.users == 0) {
            client.leftNanos = nowNanos;
            left.add(client);
        }
    }

    /** Gives a client that posts a place, if it has none. */
    synchronized StreamPlaces.Entry place(CrowdClient client, InetAddress address) {
        if (client.postsFrom != null) {
            return StreamPlaces.Entry.TAKEN;
        }
        StreamPlaces.Entry entry = places.enter(address);
        client.postsFrom = entry == StreamPlaces.Entry.TAKEN ? address : null;
        return entry;
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

    private void forgetOld(long nowNanos) {
        Iterator<CrowdClient> eldest = left.iterator();
        while (eldest.hasNext()) {
            CrowdClient client = eldest.next();
            if (byId.size() < max && nowNanos - client.leftNanos <= REMEMBERED_NANOS) {
                return;
            }
            eldest.remove();
            byId.remove(client.id);
            if (client.postsFrom != null) {
                places.leave(client.postsFrom);
            }
        }
    }
}

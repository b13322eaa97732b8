package junretsu.votes.crowd;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import junretsu.tally.SenderFile;
import junretsu.web.MessageSocket;
import junretsu.web.StreamPlaces;

/**
 * The clients that are here or left less than a minute ago, so that one that comes back goes on where it was; those of
 * the process before this one, too. When there are too many, the one that left first is forgotten. Any thread may call.
 */
final class CrowdClients {
    static final long REMEMBERED_MS = TimeUnit.MINUTES.toMillis(1);

    private final SenderFile file;
    private final int burst;
    private final StreamPlaces places;
    private final Map<Long, CrowdClient> byId = new HashMap<>();
    private final Set<CrowdClient> left = new LinkedHashSet<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /**
     * @param file with a slot for each client that is remembered
     * @param burst of a client's votes
     * @param places one of which a client that posts keeps for as long as it is remembered
     * @param nowNanos from which on those of the process before are remembered for a minute
     */
    CrowdClients(SenderFile file, int burst, StreamPlaces places, long nowNanos) {
        this.file = file;
        this.burst = burst;
        this.places = places;
        long newestMs = 0;
        for (int slot = 0; slot < file.slots(); slot++) {
            SenderFile.Sender sender = file.sender(slot);
            newestMs = sender == null ? newestMs : Math.max(newestMs, sender.seenMs());
        }
        for (int slot = 0; slot < file.slots(); slot++) {
            SenderFile.Sender sender = file.sender(slot);
            if (sender != null && newestMs - sender.seenMs() <= REMEMBERED_MS) {
                remember(slot, sender, nowNanos);
            } else {
                file.forget(slot);
                free.add(slot);
            }
        }
    }

    private void remember(int slot, SenderFile.Sender sender, long nowNanos) {
        CrowdClient client = new CrowdClient(slot, sender, burst, nowNanos);
        client.leftNanos = nowNanos;
        byId.put(client.id, client);
        left.add(client);
    }

    /** The client of an id, who is here until {@link #leave}; null when there is no room. */
    synchronized CrowdClient enter(long id, long nowNanos) {
        forget(nowNanos - TimeUnit.MILLISECONDS.toNanos(REMEMBERED_MS), false);
        CrowdClient client = byId.get(id);
        if (client == null) {
            if (free.isEmpty()) {
                forget(nowNanos, true);
            }
            if (free.isEmpty()) {
                return null;
            }
            client = new CrowdClient(free.poll(), new SenderFile.Sender(id, 0, 0, 0, 0), burst, nowNanos);
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

    /** Forgets those that left before a time, or just the first of all. */
    private void forget(long sinceNanos, boolean isFirst) {
        Iterator<CrowdClient> eldest = left.iterator();
        while (eldest.hasNext()) {
            CrowdClient client = eldest.next();
            if (!isFirst && client.leftNanos - sinceNanos >= 0) {
                return;
            }
            eldest.remove();
            byId.remove(client.id);
            file.forget(client.slot);
            free.add(client.slot);
            if (client.postsFrom != null) {
                places.leave(client.postsFrom);
            }
            if (isFirst) {
                return;
            }
        }
    }
}

package junretsu.users.store.local;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import junretsu.users.account.Session;
import junretsu.users.store.TokenHash;

/**
 * The sessions that {@link SessionIndex} has not written to the tables that find them: in two generations, of which one
 * grows with the logins and the other is being written. A row that is not there any more may still be found here, so
 * whoever finds one looks at the row too.
 *
 * <p>{@link #add} and {@link #seal} are the writer's, who is one thread; any thread may look. Who looks here before it
 * reads the tables misses nothing, since a generation is dropped after it was written.
 */
final class YoungSessions {
    private volatile Generation growing = new Generation();
    private volatile Generation sealed = new Generation();
    private long lastId;

    /** A session's place in the order of the logins, and what the tables are to find it by. */
    static final class Entry {
        final long id;
        final long key;
        final String username;

        /** One of the same user and generation; null when there is none. */
        private final Entry older;

        private volatile boolean isGone;

        private Entry(long id, TokenHash hash, String username, Entry older) {
            this.id = id;
            this.username = username;
            this.older = older;
            key = key(hash.bytes());
        }

        /** Returns whether the row was not deleted since. */
        boolean isHeld() {
            return !isGone;
        }
    }

    /** Sessions that are written to the tables together. */
    static final class Generation {
        private final Map<TokenHash, Entry> byHash = new ConcurrentHashMap<>();
        private final Map<String, Entry> byUser = new ConcurrentHashMap<>();
        private final List<Entry> inOrder = new ArrayList<>();
        private volatile int added;

        private void add(long id, TokenHash hash, String username) {
            Entry entry = new Entry(id, hash, username, byUser.get(username));
            byUser.put(username, entry);
            Entry before = byHash.put(hash, entry);
            if (before != null) {
                before.isGone = true;
            }
            inOrder.add(entry);
            added++;
        }

        private void remove(TokenHash hash, String username) {
            Entry entry = byHash.remove(hash);
            if (entry != null) {
                entry.isGone = true;
                byUser.computeIfPresent(username, (name, newest) -> firstHeld(newest));
            }
        }

        private static Entry firstHeld(Entry newest) {
            Entry entry = newest;
            while (entry != null && entry.isGone) {
                entry = entry.older;
            }
            return entry;
        }

        private void collect(String username, LongStream.Builder ids) {
            for (Entry entry = byUser.get(username); entry != null; entry = entry.older) {
                if (entry.isHeld()) {
                    ids.add(entry.id);
                }
            }
        }

        boolean isEmpty() {
            return byHash.isEmpty();
        }

        /** The place of its last session in the order of the logins; by the writer's thread. */
        long lastId() {
            return inOrder.get(inOrder.size() - 1).id;
        }

        /** Neighbours among the keys beside each other; of a sealed one, by any thread. */
        List<Entry> byKey() {
            int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(inOrder.size());
            long[] order = new long[inOrder.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = inOrder.get(i).key >> placeBits << placeBits | i;
            }
            Arrays.sort(order);
            long places = (1L << placeBits) - 1;
            return Arrays.stream(order)
                    .mapToObj(each -> inOrder.get((int) (each & places)))
                    .toList();
        }

        /** In the order of the users, and of each user's logins; of a sealed one, by any thread. */
        List<Entry> byUser() {
            String[] users = byUser.keySet().toArray(new String[0]);
            Arrays.sort(users);
            List<Entry> entries = new ArrayList<>(inOrder.size());
            for (String user : users) {
                int first = entries.size();
                for (Entry entry = byUser.get(user); entry != null; entry = entry.older) {
                    entries.add(entry);
                }
                Collections.reverse(entries.subList(first, entries.size()));
            }
            return entries;
        }
    }

    /** @param lastId of any session so far */
    YoungSessions(long lastId) {
        this.lastId = lastId;
    }

    /** The first eight bytes of a token's hash. */
    static long key(byte[] tokenHash) {
        return ByteBuffer.wrap(tokenHash).getLong();
    }

    /** Takes in a session, and returns its place in the order of the logins. */
    long add(Session session) {
        add(++lastId, session.tokenHash(), session.username());
        return lastId;
    }

    /** Takes in one that was there at the start. */
    void add(long id, byte[] tokenHash, String username) {
        lastId = Math.max(lastId, id);
        growing.add(id, new TokenHash(tokenHash), username);
    }

    /** Forgets a session that has no row, or may have none. */
    void remove(Session session) {
        growing.remove(new TokenHash(session.tokenHash()), session.username());
        sealed.remove(new TokenHash(session.tokenHash()), session.username());
    }

    /** The session of a token; null when it is not here. */
    Long id(byte[] tokenHash) {
        TokenHash key = new TokenHash(tokenHash);
        Entry entry = growing.byHash.get(key);
        if (entry == null) {
            entry = sealed.byHash.get(key);
        }
        return entry == null ? null : entry.id;
    }

    /** The sessions of a user, the newest first. */
    long[] ids(String username) {
        LongStream.Builder ids = LongStream.builder();
        growing.collect(username, ids);
        sealed.collect(username, ids);
        return ids.build().toArray();
    }

    /** Sessions that came since the last were sealed, with those that have ended: they too take memory until then. */
    int growing() {
        return growing.added;
    }

    /** Begins a new generation, unless the one before is still there. The old one is never in neither place. */
    void seal() {
        if (sealed.isEmpty()) {
            sealed = growing;
            growing = new Generation();
        }
    }

    Generation sealed() {
        return sealed;
    }

    /** Drops what is found by the tables from now on. */
    void dropSealed() {
        sealed = new Generation();
    }
}

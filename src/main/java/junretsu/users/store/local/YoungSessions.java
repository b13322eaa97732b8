package junretsu.users.store.local;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import junretsu.users.account.Session;

/**
 * The sessions that {@link SessionIndex} has not written to the tables that find them: in two generations, of which one
 * grows with the logins and the other is being written. A row that is not there any more may still be found here, so
 * whoever finds one looks at the row too.
 *
 * <p>{@link #add}, {@link #seal} and {@link #dropSealed} are called one at a time; any thread may look. Who looks here
 * before it reads the tables misses nothing, since a generation is dropped after it was written.
 */
final class YoungSessions {
    /** Sessions of a generation whose memory is kept for the next. */
    private static final int KEPT_ROOM = 4 * SessionIndex.GENERATION_ROWS;

    private volatile YoungGeneration growing = new YoungGeneration();
    private volatile YoungGeneration sealed = new YoungGeneration();
    private long lastId;

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
        growing.add(id, tokenHash, username);
    }

    /** Forgets a session that has no row, or may have none. */
    void remove(Session session) {
        growing.remove(session.tokenHash());
        sealed.remove(session.tokenHash());
    }

    /** The session of a token; null when it is not here. */
    Long id(byte[] tokenHash) {
        Long id = growing.id(tokenHash);
        return id == null ? sealed.id(tokenHash) : id;
    }

    /** The sessions of a user, the newest first. */
    long[] ids(String username) {
        LongStream.Builder ids = LongStream.builder();
        growing.collect(username, ids);
        sealed.collect(username, ids);
        return ids.build().toArray();
    }

    /** Sessions that came since the last were sealed, with those that have ended. */
    int growing() {
        return growing.size();
    }

    /** Begins a new generation, unless the one before is still there. The old one is never in neither place. */
    void seal() {
        if (sealed.isEmpty()) {
            YoungGeneration next = sealed;
            next.clear();
            sealed = growing;
            growing = next;
        }
    }

    YoungGeneration sealed() {
        return sealed;
    }

    /** Drops what is found by the tables from now on. */
    void dropSealed() {
        if (sealed.size() > KEPT_ROOM) {
            sealed = new YoungGeneration();
        } else {
            sealed.clear();
        }
    }
}

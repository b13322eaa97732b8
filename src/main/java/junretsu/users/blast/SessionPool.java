package junretsu.users.blast;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The sessions that a load may use, of which the oldest makes room for a new one. For one thread. */
final class SessionPool {
    static final int SESSIONS_MAX = 1 << 16;

    private final UserSession[] sessions = new UserSession[SESSIONS_MAX];
    private int size;
    private int next;

    int size() {
        return size;
    }

    void add(UserSession session) {
        int place = size < SESSIONS_MAX ? size++ : next++ & SESSIONS_MAX - 1;
        if (sessions[place] != null) {
            sessions[place].place = -1;
        }
        put(session, place);
    }

    /** Takes a session out, if it is in. */
    void remove(UserSession session) {
        if (session.place < 0) {
            return;
        }
        UserSession last = sessions[--size];
        sessions[size] = null;
        if (last != session) {
            put(last, session.place);
        }
        session.place = -1;
    }

    void clear() {
        Arrays.fill(sessions, 0, size, null);
        size = 0;
    }

    /** Any session; there has to be one. */
    UserSession any(SplittableRandom random) {
        return sessions[random.nextInt(size)];
    }

    private void put(UserSession session, int place) {
        sessions[place] = session;
        session.place = place;
    }
}

package junretsu.users.blast;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import junretsu.users.account.SessionStore;
import junretsu.users.password.SeedUsers;

/**
 * The nickname of each user as far as it is known: {@code nick<version>}, with versions that rise, of which the seeding
 * has written the first. An answer is right if its version is one that was written, and not older than the last one
 * acknowledged before the request was sent.
 *
 * <p>A change without an answer is in doubt: it may be carried out much later, and bring its version back over newer
 * ones. Versions from there on are right until it was seen. Users are numbers from 0. 12 bytes a user; for one thread.
 */
final class UserBook {
    /** The version that is known of a user who has not been seen. */
    static final int UNKNOWN = -1;

    private static final String PREFIX = "nick";
    private static final int DIGITS_MAX = 9;

    private final long first;
    private final int stride;
    private final int[] acknowledged;
    private final int[] written;
    private final int[] logins;
    private final Map<Integer, Integer> doubts = new HashMap<>();
    private final BitSet taken = new BitSet();

    /**
     * @param first number of user 0's account
     * @param stride from the account of one user to that of the next
     */
    UserBook(long first, int stride, int users) {
        this.first = first;
        this.stride = stride;
        acknowledged = new int[users];
        written = new int[users];
        logins = new int[users];
        Arrays.fill(acknowledged, UNKNOWN);
        Arrays.fill(written, UNKNOWN);
    }

    int users() {
        return acknowledged.length;
    }

    String username(int user) {
        return SeedUsers.username(account(user));
    }

    String password(int user) {
        return SeedUsers.password(account(user));
    }

    private long account(int user) {
        return first + (long) user * stride;
    }

    /** Returns whether a user has logged in before. */
    boolean isKnown(int user) {
        return acknowledged[user] != UNKNOWN;
    }

    /** The number of a login that is about to be sent, among those of its user; from 1. */
    int nextLogin(int user) {
        return ++logins[user];
    }

    /**
     * Returns whether so many logins have followed a session's that it may have made room for theirs: from half as many
     * on as a server keeps, since others that were sent before it may have been carried out after it.
     */
    boolean mayHaveMadeRoom(UserSession session) {
        return logins[session.user] - session.login >= SessionStore.KEPT / 2;
    }

    /** Keeps a user for one client. @return false when another one has it */
    boolean take(int user) {
        boolean isFree = !taken.get(user);
        taken.set(user);
        return isFree;
    }

    void giveBack(int user) {
        taken.clear(user);
    }

    /** The oldest version that the answer to a request of this moment may have. */
    int oldest(int user) {
        Integer doubt = doubts.isEmpty() ? null : doubts.get(user);
        return doubt == null ? acknowledged[user] : Math.min(doubt, acknowledged[user]);
    }

    /** The version of a change that is about to be sent; the user is known and taken. */
    int next(int user) {
        return ++written[user];
    }

    static String nickname(int version) {
        return PREFIX + version;
    }

    void acknowledge(int user, int version) {
        acknowledged[user] = Math.max(acknowledged[user], version);
    }

    /** Takes note of a change that may have been carried out, or may be later. */
    void doubt(int user, int version) {
        doubts.merge(user, version, Math::min);
    }

    /**
     * Looks at a nickname in an answer, and learns it if the user was not known.
     *
     * @param oldest as it was when the request was sent
     * @return a sentence about what is wrong with it; null when nothing is
     */
    String look(int user, int oldest, String nickname) {
        int version = version(nickname);
        if (!isKnown(user)) {
            acknowledged[user] = version;
            written[user] = version;
            return null;
        }
        if (version > written[user]) {
            return "a nickname that this load did not write";
        }
        if (version < oldest) {
            return "a nickname older than the last one acknowledged";
        }
        doubts.remove(user, version);
        return null;
    }

    /** The version of a nickname; 0, as before all others, when it is of another form. */
    private static int version(String nickname) {
        int digits = nickname.length() - PREFIX.length();
        if (!nickname.startsWith(PREFIX) || digits < 1 || digits > DIGITS_MAX) {
            return 0;
        }
        int version = 0;
        for (int i = PREFIX.length(); i < nickname.length(); i++) {
            char c = nickname.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            version = 10 * version + c - '0';
        }
        return version;
    }
}

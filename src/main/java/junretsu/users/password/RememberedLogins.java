package junretsu.users.password;

import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import junretsu.base.Clock;
import junretsu.base.OldestFirst;
import junretsu.base.Sha256;
import junretsu.users.account.Credential;

/**
 * Passwords that a slow hash has found right a short while ago, so that the same password is right again without it.
 * Of each user, {@code HMAC-SHA-256(key, stored key ‖ password)} is kept, under a key that exists in this process only:
 * what is stored elsewhere gets no cheaper to guess at. A changed password has another stored key, so what was
 * remembered counts no more.
 *
 * <p>All methods may be called by any thread. {@link #look} takes no lock, and its 48 bytes of garbage are those of the
 * JDK's MAC.
 */
public final class RememberedLogins {
    private static final int KEY_BYTES = 32;

    /** The answer about a password. */
    public enum Answer {
        RIGHT,
        WRONG,

        /** Only the slow hash can tell. */
        UNKNOWN
    }

    /** @param storedKey that the login was checked against */
    private record Login(byte[] storedKey, byte[] tag, long endNanos) {}

    /** One thread's own: a MAC with the key, and room for a tag. */
    private record Hand(Mac mac, byte[] tag) {}

    private final ThreadLocal<Hand> hands;
    private final OldestFirst<Login> logins;
    private final long timeNanos;
    private final Clock clock;

    /**
     * @param timeNanos for which a login is remembered after its slow hash; 0 to remember none
     * @param loginsMax at which the oldest is forgotten
     */
    public RememberedLogins(long timeNanos, int loginsMax, Clock clock) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        hands = ThreadLocal.withInitial(() -> new Hand(Sha256.keyedMac(key), new byte[Sha256.BYTES]));
        logins = new OldestFirst<>(loginsMax);
        this.timeNanos = timeNanos;
        this.clock = clock;
    }

    /**
     * Looks whether a password is known to be right or wrong.
     *
     * @param username folded
     */
    public Answer look(String username, Credential stored, byte[] password) {
        Login login = logins.get(username);
        if (login == null || clock.nanoTime() - login.endNanos >= 0) {
            return Answer.UNKNOWN;
        }
        if (!MessageDigest.isEqual(login.storedKey, stored.storedKey())) {
            return Answer.UNKNOWN;
        }
        return MessageDigest.isEqual(tag(stored.storedKey(), password), login.tag) ? Answer.RIGHT : Answer.WRONG;
    }

    /** Remembers a password that the slow hash has found right. */
    void remember(String username, Credential stored, byte[] password) {
        if (timeNanos > 0) {
            byte[] tag = tag(stored.storedKey(), password).clone();
            logins.put(username, new Login(stored.storedKey(), tag, clock.nanoTime() + timeNanos));
        }
    }

    /** Forgets a user: at the end of all sessions, and when the account is locked. */
    public void forget(String username) {
        logins.remove(username);
    }

    /** The number of logins that are kept, those whose time is over included. */
    public int size() {
        return logins.size();
    }

    /** The tag, in an array of this thread that the next call overwrites. */
    private byte[] tag(byte[] storedKey, byte[] password) {
        Hand hand = hands.get();
        hand.mac.update(storedKey);
        hand.mac.update(password);
        try {
            hand.mac.doFinal(hand.tag, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException(e);
        }
        return hand.tag;
    }
}

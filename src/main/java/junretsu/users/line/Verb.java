package junretsu.users.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The requests, by the {@code Format} that names them. */
public enum Verb {
    REGISTER(Pace.SLOW),
    LOGIN(Pace.SLOW),
    UPDATE_NICKNAME(Pace.QUICK),
    UPDATE_IMAGE(Pace.SLOW),
    VALIDATE(Pace.QUICK),
    LOGOUT(Pace.QUICK),
    UPDATE_PASSWORD(Pace.SLOW),
    SESSIONS(Pace.QUICK),
    LOGOUT_ALL(Pace.QUICK),

    /** A picture by its hash, for fronts. */
    GET_IMAGE(Pace.SLOW),

    /** A second factor in two steps, a secret and then a code of it, and its end. */
    TOTP_BEGIN(Pace.QUICK),
    TOTP_CONFIRM(Pace.SLOW),
    TOTP_END(Pace.SLOW),

    /** New recovery codes in place of the old ones. */
    TOTP_CODES(Pace.SLOW),

    /** A login in two messages, RFC 5802. */
    SCRAM(Pace.SLOW),

    /** The rules that a front shows its users. */
    ABOUT(Pace.QUICK),

    /** The introduction of a front, in two messages. */
    FRONT(Pace.QUICK);

    private static final Verb[] ALL = values();

    private enum Pace {
        QUICK,

        /** With a password that may have to be hashed, or with a picture. */
        SLOW
    }

    private final boolean isSlow;
    private final byte[] name = name().getBytes(StandardCharsets.US_ASCII);

    Verb(Pace pace) {
        isSlow = pace == Pace.SLOW;
    }

    /** The verb of that name; null when there is none. */
    static Verb of(byte[] bytes, int from, int length) {
        for (Verb verb : ALL) {
            if (verb.name.length == length && Arrays.equals(verb.name, 0, length, bytes, from, from + length)) {
                return verb;
            }
        }
        return null;
    }

    /** Returns true for those that keep others waiting on their connection: for a hash, or since they are long. */
    public boolean isSlow() {
        return isSlow;
    }

    /** Returns true for those that clients of the protocol's first version do not know. */
    public boolean isAdded() {
        return ordinal() >= UPDATE_PASSWORD.ordinal();
    }

    byte[] bytes() {
        return name;
    }
}

package junretsu.users.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The requests, by the {@code Format} that names them. */
public enum Verb {
    REGISTER,
    LOGIN,
    UPDATE_NICKNAME,
    UPDATE_IMAGE,
    VALIDATE,
    LOGOUT,
    UPDATE_PASSWORD,
    SESSIONS,
    LOGOUT_ALL,

    /** A picture by its hash, for fronts. */
    GET_IMAGE,

    /** A second factor in two steps, a secret and then a code of it, and its end. */
    TOTP_BEGIN,
    TOTP_CONFIRM,
    TOTP_END,

    /** New recovery codes in place of the old ones. */
    TOTP_CODES,

    /** A login in two messages, RFC 5802. */
    SCRAM,

    /** The rules that a front shows its users. */
    ABOUT,

    /** The introduction of a front, in two messages. */
    FRONT;

    private static final Verb[] ALL = values();

    private final byte[] name = name().getBytes(StandardCharsets.US_ASCII);

    /** The verb of that name; null when there is none. */
    static Verb of(byte[] bytes, int from, int length) {
        for (Verb verb : ALL) {
            if (verb.name.length == length && Arrays.equals(verb.name, 0, length, bytes, from, from + length)) {
                return verb;
            }
        }
        return null;
    }

    /** Returns true for those that clients of the protocol's first version do not know. */
    public boolean isAdded() {
        return ordinal() >= UPDATE_PASSWORD.ordinal();
    }

    byte[] bytes() {
        return name;
    }
}

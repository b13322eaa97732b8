package junretsu.users.account;

/**
 * A login that lasts. Immutable.
 *
 * @param tokenHash 32 bytes, SHA-256 of the token, which nobody but its owner keeps
 * @param createdMs Unix milliseconds of the login
 * @param seenMs at which it was last used; may be a minute old
 * @param endsMs after which it is over however much it is used
 * @param address of the login, as text
 * @param device the browser's own description, at most 200 characters
 */
public record Session(
        byte[] tokenHash, String username, long createdMs, long seenMs, long endsMs, String address, String device) {
    /** The same, used at another time. */
    public Session seenAt(long nowMs) {
        return new Session(tokenHash, username, createdMs, nowMs, endsMs, address, device);
    }
}

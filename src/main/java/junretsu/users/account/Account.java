package junretsu.users.account;

/**
 * An account as it stands at one moment. Immutable.
 *
 * @param username folded, as {@link Username#fold} leaves it
 * @param nickname in NFC, 1 to 30 grapheme clusters and at most 512 code points, without U+0000 and lone surrogates
 * @param picture the SHA-256 of the picture in hexadecimal digits; empty when there is none
 * @param secondFactor null when there is none
 * @param version 1 at first, one more with each change
 * @param createdMs Unix milliseconds
 */
public record Account(
        String username,
        String nickname,
        String picture,
        Credential credential,
        SecondFactor secondFactor,
        long version,
        long createdMs) {
    /** The next version, with another nickname. */
    public Account withNickname(String other) {
        return new Account(username, other, picture, credential, secondFactor, version + 1, createdMs);
    }

    /** The next version, with another picture. */
    public Account withPicture(String other) {
        return new Account(username, nickname, other, credential, secondFactor, version + 1, createdMs);
    }

    /** The next version, with another credential. */
    public Account withCredential(Credential other) {
        return new Account(username, nickname, picture, other, secondFactor, version + 1, createdMs);
    }

    /** The next version, with another second factor, or none. */
    public Account withSecondFactor(SecondFactor other) {
        return new Account(username, nickname, picture, credential, other, version + 1, createdMs);
    }
}

package junretsu.users.account;

/**
 * The record of a password: keys of SCRAM (RFC 5802, section 3) over a slow hash, so that a login with the
 * password and one by SCRAM check the same record. The arrays belong to this record and are not changed.
 *
 * @param memoryKib argon2id's memory in KiB; 0 for a seeded account
 * @param passes argon2id's passes over the memory; 0 for a seeded account
 * @param salt 16 bytes
 * @param storedKey 32 bytes: H(HMAC(salted password, "Client Key")), covered where the scheme says so
 * @param serverKey 32 bytes: HMAC(salted password, "Server Key"), covered where the scheme says so
 */
public record Credential(Scheme scheme, int memoryKib, int passes, byte[] salt, byte[] storedKey, byte[] serverKey) {
    /** The slow hash under the keys. */
    public enum Scheme {
        ARGON2ID,

        /** The same, with both keys covered by the server's pepper. */
        ARGON2ID_PEPPERED,

        /** A single HMAC, for demonstration accounts whose passwords are published. */
        SEED
    }
}

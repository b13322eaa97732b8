package junretsu.users.password;

import junretsu.base.Sha256;

/**
 * The keys that a client of SCRAM may keep in place of a password (RFC 5802, section 3), for as long as the server asks
 * for the same hash. The arrays are not to be changed.
 */
public record ScramSecret(byte[] clientKey, byte[] storedKey, byte[] serverKey) {
    /** @param saltedPassword from {@link ScramHash#saltedPassword} */
    public static ScramSecret of(byte[] saltedPassword) {
        byte[] clientKey = ScramKeys.clientKey(saltedPassword);
        return new ScramSecret(clientKey, Sha256.hash(clientKey), ScramKeys.serverKey(saltedPassword));
    }
}

package junretsu.users.account;

import java.util.List;

/**
 * One-time passwords by time (RFC 6238) and codes for the day that the device is lost.
 *
 * @param secret 20 bytes
 * @param usedStep the last time step whose password was accepted; none is accepted twice
 * @param recoveryHashes SHA-256 of each code that has not been used
 */
public record SecondFactor(byte[] secret, long usedStep, List<byte[]> recoveryHashes) {
    public SecondFactor {
        recoveryHashes = List.copyOf(recoveryHashes);
    }
}

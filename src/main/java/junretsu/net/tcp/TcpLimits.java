package junretsu.net.tcp;

/**
 * The limits of each connection of a loop.
 *
 * @param unansweredMax requests that are taken from a connection and not answered; one with so many is not read
 * @param halfMessageNanos from the first byte of a message to its last
 * @param idleNanos without a byte in either direction and without a request under way
 */
public record TcpLimits(int unansweredMax, long halfMessageNanos, long idleNanos) {
    public TcpLimits {
        if (unansweredMax < 1 || halfMessageNanos <= 0 || idleNanos <= 0) {
            throw new IllegalArgumentException("a limit of connections is below 1");
        }
    }
}

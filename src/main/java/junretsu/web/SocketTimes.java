package junretsu.web;

import java.util.concurrent.TimeUnit;

/**
 * The times that a client of a WebSocket has.
 *
 * @param pingNanos of silence, after which it is asked for a sign of life
 * @param silenceNanos after which it is cut off
 * @param unreadNanos it may take for what it is sent
 * @param closingNanos to answer a closing message
 */
record SocketTimes(long pingNanos, long silenceNanos, long unreadNanos, long closingNanos) {
    static final SocketTimes USUAL = new SocketTimes(
            TimeUnit.SECONDS.toNanos(20),
            TimeUnit.SECONDS.toNanos(45),
            TimeUnit.SECONDS.toNanos(10),
            TimeUnit.SECONDS.toNanos(3));
}

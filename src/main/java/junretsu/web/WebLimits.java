package junretsu.web;

import java.util.concurrent.TimeUnit;

/**
 * The limits of what readers and senders cost, in time and in memory.
 *
 * @param silenceNanos after which a connection is closed that sends no whole request, or takes nothing of an answer
 * @param rateMin at which a reader takes an answer, in bytes a second; slower ones are closed
 * @param sweepNanos between two looks for such connections
 * @param answerNanos an endpoint may take for its answer
 * @param connections at a time
 * @param bodyBytes of request bodies in memory at a time
 * @param largeAnswers of routes that are {@link Route#isLarge} at a time
 * @param certificateNanos between two looks for a new certificate
 */
record WebLimits(
        long silenceNanos,
        long rateMin,
        long sweepNanos,
        long answerNanos,
        int connections,
        long bodyBytes,
        int largeAnswers,
        long certificateNanos) {
    private static final int CONNECTIONS_MAX = 16_384;

    /** Heap for each connection: a half request of the longest head holds 13 kB. */
    private static final long CONNECTION_BYTES = 32 << 10;

    private static final long LARGE_ANSWER_BYTES = 4 << 20;
    private static final int LARGE_ANSWERS_MIN = 8;

    /** For the heap that this process may use. */
    static WebLimits ofThisHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new WebLimits(
                TimeUnit.SECONDS.toNanos(10),
                8 << 10,
                TimeUnit.SECONDS.toNanos(1),
                TimeUnit.SECONDS.toNanos(120),
                (int) Math.min(CONNECTIONS_MAX, heap / CONNECTION_BYTES),
                heap / 4,
                (int) Math.min(CONNECTIONS_MAX, Math.max(LARGE_ANSWERS_MIN, heap / LARGE_ANSWER_BYTES)),
                TimeUnit.SECONDS.toNanos(5));
    }

    /** These limits with room for more connections, which stay open. */
    WebLimits and(int sockets) {
        return new WebLimits(
                silenceNanos,
                rateMin,
                sweepNanos,
                answerNanos,
                connections + sockets,
                bodyBytes,
                largeAnswers,
                certificateNanos);
    }

    /** Readers of streams at most, so that places are left for requests about the server's health. */
    int streams() {
        return connections * 3 / 4;
    }
}

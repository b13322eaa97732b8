package junretsu.base;

/**
 * The pauses between tries of what keeps failing: the shortest after the first failure, then each twice the one before,
 * up to the longest. One thread at a time.
 */
public final class BackOff {
    private final long pauseNanosMin;
    private final long pauseNanosMax;
    private long pauseNanos;

    /** @param pauseNanosMin more than 0, and no more than {@code pauseNanosMax} */
    public BackOff(long pauseNanosMin, long pauseNanosMax) {
        if (pauseNanosMin <= 0 || pauseNanosMax < pauseNanosMin) {
            throw new IllegalArgumentException(pauseNanosMin + " to " + pauseNanosMax);
        }
        this.pauseNanosMin = pauseNanosMin;
        this.pauseNanosMax = pauseNanosMax;
    }

    /** The pause to make now; 0 when the last try succeeded or none was made. */
    public long pauseNanos() {
        return pauseNanos;
    }

    /** Takes note of a failed try; returns the pause to make before the next one. */
    public long failed() {
        boolean isShort = pauseNanos <= pauseNanosMax / 2;
        pauseNanos = isShort ? Math.max(pauseNanosMin, 2 * pauseNanos) : pauseNanosMax;
        return pauseNanos;
    }

    /** Takes note of a try that succeeded: the next failure is a first one. */
    public void succeeded() {
        pauseNanos = 0;
    }
}

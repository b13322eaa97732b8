package junretsu.jobs.blast;

import junretsu.config.Units;

/**
 * The way in which a connection learns that a job has ended.
 *
 * @param pauseNanos after the answer that one is open; 0 to ask in such a way that the server waits
 */
record PollMode(long pauseNanos) {
    private static final PollMode WAIT = new PollMode(0);

    static PollMode parse(String text) {
        try {
            return text.equals("wait") ? WAIT : new PollMode(Units.nanos(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("wait, or a time with its unit, such as 50ms", e);
        }
    }

    boolean isWait() {
        return pauseNanos == 0;
    }
}

package junretsu.jobs.serve;

/**
 * The events that wait for a reader who is being sent an earlier one: the start and the end, which come once and are
 * kept, and between them the latest event alone. One thread at a time.
 */
final class EventBacklog {
    private String start;
    private boolean hasStarted;
    private String latest;
    private String lastOffered = "";
    private String end;

    /** Adds the event that the job has begun; only the first one, and instead of what was to be said before. */
    void start(String event) {
        if (!hasStarted) {
            hasStarted = true;
            start = event;
            latest = null;
        }
    }

    /** Adds an event in the place of the one that waits, unless it says what the last one said. */
    void offer(String event) {
        if (!event.equals(lastOffered)) {
            lastOffered = event;
            latest = event;
        }
    }

    /** Adds the last event, instead of all but the start. */
    void end(String event) {
        end = event;
        latest = null;
    }

    boolean isEmpty() {
        return start == null && latest == null && end == null;
    }

    /** Takes the event to be sent next; null when none waits. */
    String next() {
        String next = start != null ? start : latest != null ? latest : end;
        if (start != null) {
            start = null;
        } else if (latest != null) {
            latest = null;
        } else {
            end = null;
        }
        return next;
    }
}

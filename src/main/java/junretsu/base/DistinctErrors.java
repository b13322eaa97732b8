package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one log of faults of operation: each distinct fault is printed when it is first seen and afterwards only counted,
 * so that a fault that comes back ten times a second fills no disk. May be called by any thread.
 */
public final class DistinctErrors {
    /** Beyond this many different faults further ones are only counted together. */
    private static final int DISTINCT_MAX = 64;

    private static final String FURTHER = "further faults";

    private final EventLog log;
    private final Clock clock;
    private final Map<String, Seen> faults = new LinkedHashMap<>();

    /** @param log takes a line each time one is due; called under this object's lock */
    public DistinctErrors(Consumer<String> log, Clock clock) {
        this(EventLog.of(log), clock);
    }

    /** @param log takes an event each time one is due; called under this object's lock */
    public DistinctErrors(EventLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Records that an operation failed.
     *
     * @param where the operation, as in {@code reading the certificate}
     */
    public void record(String where, Throwable cause) {
        record(where + ": " + sentence(cause));
    }

    /** Records a fault by its sentence; equal sentences are one fault. */
    public synchronized void record(String fault) {
        long now = clock.epochMillis();
        String key = faults.size() < DISTINCT_MAX || faults.containsKey(fault) ? fault : FURTHER;
        Seen seen = faults.get(key);
        if (seen == null) {
            faults.put(key, new Seen(now));
            log.warning(fault);
        } else {
            seen.again(now);
            log.again(fault);
        }
    }

    /**
     * Closes resources one after another, each also when one before it failed, and records what fails.
     *
     * @param what they are, as in {@code the data directory}
     */
    public void close(String what, Closeable... resources) {
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException e) {
                record("closing " + what, e);
            }
        }
    }

    /** The log that the lines go to. */
    public EventLog log() {
        return new EventLog() {
            @Override
            public void warning(String sentence) {
                warn(sentence);
            }

            @Override
            public void notice(String sentence) {
                announce(sentence);
            }

            @Override
            public void info(String sentence) {
                inform(sentence);
            }

            @Override
            public void again(String sentence) {
                record(sentence);
            }
        };
    }

    /** Prints a line each time it is called; for changes of state, each of which is reported once. */
    public synchronized void announce(String line) {
        log.notice(line);
    }

    /** Prints a line each time it is called; for ordinary events that somebody looks for afterwards. */
    public synchronized void inform(String line) {
        log.info(line);
    }

    /** Prints a line each time it is called; for what calls for a person and is no fault of an operation. */
    public synchronized void warn(String line) {
        log.warning(line);
    }

    /** The number of faults recorded, each repetition included. */
    public synchronized long count() {
        return faults.values().stream().mapToLong(seen -> seen.count).sum();
    }

    /** Returns a line for each fault that was seen more than once: count, first and last time, sentence. */
    public synchronized List<String> summary() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Seen> entry : faults.entrySet()) {
            Seen seen = entry.getValue();
            if (seen.count > 1) {
                lines.add(seen.count + " times from " + Instant.ofEpochMilli(seen.firstMs) + " to "
                        + Instant.ofEpochMilli(seen.lastMs) + ": " + entry.getKey());
            }
        }
        return lines;
    }

    private static String sentence(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static final class Seen {
        final long firstMs;
        long lastMs;
        long count = 1;

        Seen(long nowMs) {
            firstMs = nowMs;
            lastMs = nowMs;
        }

        void again(long nowMs) {
            lastMs = nowMs;
            count++;
        }
    }
}

package junretsu.users.password;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import junretsu.text.LogHistogram;

/** The slow hashes of this process so far. Any thread may count and read. */
public final class HashCounts {
    private final Map<HashEvent, LongAdder> events = new EnumMap<>(HashEvent.class);
    private final LogHistogram waits = new LogHistogram();
    private final LogHistogram hashes = new LogHistogram();

    HashCounts() {
        for (HashEvent event : HashEvent.values()) {
            events.put(event, new LongAdder());
        }
    }

    void add(HashEvent event) {
        events.get(event).increment();
    }

    void waited(long nanos) {
        synchronized (waits) {
            waits.record(nanos);
        }
    }

    void hashed(long nanos) {
        add(HashEvent.HASHED);
        synchronized (hashes) {
            hashes.record(nanos);
        }
    }

    public long sum(HashEvent event) {
        return events.get(event).sum();
    }

    /** The times that hashes waited before they began. */
    public LogHistogram waits() {
        synchronized (waits) {
            return waits.copy();
        }
    }

    /** The times that hashes took. */
    public LogHistogram hashes() {
        synchronized (hashes) {
            return hashes.copy();
        }
    }
}

package junretsu.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counters of events that come one after the other. */
final class ScriptedCounters implements FlushSource {
    String event = "live";
    long[] counts;
    final Map<String, long[]> ended = new LinkedHashMap<>();

    /** The counts that the node started with. */
    long base;

    /** As in {@code live 150}. */
    final List<String> takenOver = new ArrayList<>();

    boolean isClosed;
    private int faults;

    ScriptedCounters(int size) {
        counts = new long[size];
    }

    void failTakeOver(int calls) {
        faults = calls;
    }

    void add(long n) {
        counts[0] += n;
    }

    void begin(String next) {
        ended.put(event, counts);
        event = next;
        counts = new long[counts.length];
    }

    @Override
    public EventCounts current() {
        return new EventCounts(event, counts, List.of());
    }

    @Override
    public List<String> ended() {
        return List.copyOf(ended.keySet());
    }

    @Override
    public EventCounts ended(String name) {
        return new EventCounts(name, ended.get(name), List.of());
    }

    @Override
    public boolean takeOver(String name, long[] held) throws IOException {
        if (faults > 0) {
            faults--;
            throw new IOException("it is scripted to fail");
        }
        takenOver.add(name + " " + held[0]);
        counts[0] += held[0] - base;
        return true;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}

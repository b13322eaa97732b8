package junretsu.load;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Predicate;
import junretsu.config.StartException;

/**
 * The counts of a server under load, stage by stage: the differences between reads of its counts. To be used by one
 * thread; {@link #hurry} may be called by any.
 */
public final class CountsWatch {
    private final CountsReader reader;
    private NamedCounts before;

    /** @param reader of the counts, which nobody else uses */
    public CountsWatch(CountsReader reader) {
        this.reader = reader;
    }

    /**
     * Reads the counts as they stand before the load.
     *
     * @throws StartException when they cannot be read
     */
    public void begin() throws StartException {
        try {
            before = reader.read();
        } catch (IOException e) {
            throw new StartException("--verify: " + reader.location() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns what was counted since {@link #begin} or the last call, once it stands still.
     *
     * @param isComplete returns true for a difference after which nothing more can come, so that waiting is needless
     * @throws IOException whose message is a sentence for the user, when the counts cannot be read or compared
     */
    public NamedCounts next(Predicate<NamedCounts> isComplete) throws IOException {
        NamedCounts after = read(isComplete);
        if (!Objects.equals(before.event(), after.event())) {
            throw new IOException(reader.location() + " showed the event '" + before.event() + "' before and shows '"
                    + after.event() + "' now: these counts cannot be compared; blast within one round");
        }
        NamedCounts counted = after.since(before);
        if (counted.hasNegative()) {
            throw new IOException(reader.location() + " shows less than before: the server was started anew meanwhile,"
                    + " so its counts cannot be compared");
        }
        before = after;
        return counted;
    }

    /** Shortens reads from now on, as {@link CountsReader#hurry} does. */
    public void hurry() {
        reader.hurry();
    }

    private NamedCounts read(Predicate<NamedCounts> isComplete) throws IOException {
        try {
            return reader.readWhenStill(now -> isComplete.test(now.since(before)));
        } catch (IOException e) {
            throw new IOException(reader.location() + " cannot be read any more: " + e.getMessage(), e);
        }
    }
}

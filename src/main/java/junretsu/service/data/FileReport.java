package junretsu.service.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.IoReason;
import junretsu.config.StartException;

/** The state of each file of a data directory, in the order in which they were checked. One thread. */
public final class FileReport {
    /** A state, the better ones first. */
    public enum State {
        /** As it was written, as far as checksums and contents tell. */
        WHOLE,

        /** A start would cut something off or put it right, and says so; nothing acknowledged is lost by it. */
        MENDED,

        /** A start would be refused, or would lose something. */
        DAMAGED
    }

    /**
     * A file and its state.
     *
     * @param at offset in bytes of what is wrong; negative when it has none
     * @param sentence what is there, what is wrong with it and what is kept, without a full stop
     */
    public record Entry(State state, Path file, long at, String sentence) {}

    /** A check of one file. */
    @FunctionalInterface
    public interface Check {
        /** @throws StartException when the file is damaged; its message is a sentence */
        void run() throws IOException, StartException;
    }

    private final List<Entry> entries = new ArrayList<>();

    public void whole(Path file, String sentence) {
        entries.add(new Entry(State.WHOLE, file, -1, sentence));
    }

    /** @param at offset in bytes; negative for none */
    public void mended(Path file, long at, String sentence) {
        entries.add(new Entry(State.MENDED, file, at, sentence));
    }

    /** @param at offset in bytes; negative for none */
    public void damaged(Path file, long at, String sentence) {
        entries.add(new Entry(State.DAMAGED, file, at, sentence));
    }

    /** Runs a check; what it throws is the damage of the file. Returns false then. */
    public boolean check(Path file, Check check) {
        try {
            check.run();
            return true;
        } catch (StartException e) {
            damaged(file, -1, e.getMessage());
        } catch (IOException e) {
            damaged(file, -1, IoReason.of(e));
        }
        return false;
    }

    /** All entries, in their order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The worst state; WHOLE when there is no entry. */
    public State worst() {
        return entries.stream().map(Entry::state).max(State::compareTo).orElse(State.WHOLE);
    }
}

package junretsu.items.coordinate;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.FileWatch;
import junretsu.config.StartException;
import junretsu.config.UsageException;

/**
 * Rereads the configuration file when it has changed. What is wrong in it is said once and changes nothing. For one
 * thread, but for {@link #isGood}.
 */
final class ConfigWatch {
    private static final long LOOK_NANOS = 500_000_000;

    /** Takes a configuration. */
    @FunctionalInterface
    interface Taker {
        /** @throws StartException when it cannot be taken; nothing has changed then */
        void take(CoordinatorConfig config) throws StartException;
    }

    private final FileWatch watch;
    private final Supplier<CoordinatorConfig> source;
    private final Taker taker;
    private final Consumer<String> announcements;
    private final Clock clock;
    private long lookedNanos;
    private volatile boolean isGood = true;

    /**
     * @param file null when there is none to watch
     * @param source reads all settings anew; throws a {@link UsageException} when they are not accepted
     */
    ConfigWatch(
            Path file, Supplier<CoordinatorConfig> source, Taker taker, Consumer<String> announcements, Clock clock) {
        watch = file == null ? new FileWatch() : new FileWatch(file);
        this.source = source;
        this.taker = taker;
        this.announcements = announcements;
        this.clock = clock;
        lookedNanos = clock.nanoTime();
    }

    /** Looks whether the file has changed, if it is time. */
    void run() {
        long now = clock.nanoTime();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        if (watch.hasChanged()) {
            reread();
        }
    }

    private void reread() {
        try {
            taker.take(source.get());
            isGood = true;
        } catch (UsageException | StartException e) {
            isGood = false;
            announcements.accept(
                    "the configuration has changed but is not accepted, so what ran runs on: " + e.getMessage());
        }
    }

    /** Returns false when the file has changed and was not accepted. */
    boolean isGood() {
        return isGood;
    }
}

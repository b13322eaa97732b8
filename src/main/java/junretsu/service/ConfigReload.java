package junretsu.service;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.config.Settings;
import junretsu.config.UsageException;
import junretsu.text.PrometheusText;

/**
 * Takes the settings anew while the server runs: all that can change without a restart, or nothing when one of them is
 * wrong, which is told. Methods may be called by any thread; one reload runs at a time.
 */
public final class ConfigReload {
    private final BiConsumer<Settings, Settings> take;
    private final DistinctErrors errors;
    private final Clock clock;
    private boolean isSuccess = true;
    private long lastMs;

    /**
     * @param take applies settings, the second ones, where the first are those at the start; throws a
     *     {@link UsageException} whose message is a sentence, and then has changed nothing
     * @param errors where each reload is announced
     */
    public ConfigReload(BiConsumer<Settings, Settings> take, DistinctErrors errors, Clock clock) {
        this.take = take;
        this.errors = errors;
        this.clock = clock;
        lastMs = clock.epochMillis();
    }

    /**
     * @param started the settings at the start
     * @param source reads them anew; throws a {@link UsageException} when it cannot
     */
    public synchronized void run(Settings started, Supplier<Settings> source) {
        try {
            take.accept(started, source.get());
            isSuccess = true;
            lastMs = clock.epochMillis();
            errors.announce("the configuration was reread");
        } catch (UsageException e) {
            isSuccess = false;
            errors.warn("the configuration stays as it is: " + e.getMessage());
        } catch (RuntimeException e) {
            isSuccess = false;
            errors.record("rereading the configuration, of which a part may count now", e);
        }
    }

    /** Writes the families of {@link CommonMetrics} about reloads. */
    public synchronized void write(PrometheusText text) {
        text.family(CommonMetrics.RELOAD_SUCCESS).sample(isSuccess ? 1 : 0);
        text.family(CommonMetrics.RELOAD_TIME).sample(lastMs / 1e3);
    }
}

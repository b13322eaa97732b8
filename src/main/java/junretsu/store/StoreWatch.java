package junretsu.store;

import java.util.function.Consumer;

/**
 * Takes what a server is told about its store. Called by the flusher's thread.
 *
 * @param faults takes, in a sentence, each change of the store's state for the worse, and each loss found in it
 * @param log takes each change for the better
 * @param failure takes the sentence about a store that will never take this server's counts
 */
public record StoreWatch(Consumer<String> faults, Consumer<String> log, Consumer<String> failure) {}

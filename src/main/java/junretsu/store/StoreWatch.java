package junretsu.store;

import java.util.function.Consumer;

/**
 * Takes what a server is told about its store. Called by the flusher's thread.
 *
 * @param log takes each change of the store's state, and each loss found in it, in a sentence
 * @param failure takes the sentence about a store that will never take this server's counts
 */
public record StoreWatch(Consumer<String> log, Consumer<String> failure) {}

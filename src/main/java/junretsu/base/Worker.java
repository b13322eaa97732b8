package junretsu.base;

/**
 * A role that is stepped over and over by one thread: {@link WorkerThread} in the product, the test itself in tests.
 * All methods are called by that one thread.
 */
public interface Worker {

    /** Names the thread, as in {@code vote-receiver-0}. */
    String role();

    /** Called once, before the first round. */
    default void onStart() {}

    /** @return how much was done; 0 lets the idle policy wait */
    int doWork() throws Exception;

    /** Called once, after the last round, also when that round failed. */
    default void onClose() throws Exception {}
}

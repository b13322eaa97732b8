package junretsu.items.log;

/** Takes the items of a log in their order. */
@FunctionalInterface
public interface LogVisitor {
    /**
     * @param tenant number; may have been erased since
     * @param first the fingerprint's first word
     * @param array holds the item's ID in UTF-8 until the method returns
     * @param idLength in bytes; -1 when IDs are not kept
     */
    void item(int tenant, long first, long second, byte[] array, int idFrom, int idLength);
}

package junretsu.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import junretsu.store.EventTotals;
import junretsu.store.MilestonePassed;
import redis.clients.jedis.exceptions.JedisDataException;

/** What {@code flush.lua} replies; its head tells when. */
sealed interface FlushReply {

    /** @param isBehind whether Redis holds higher counts of this node than it reports */
    record Applied(
            long redisMs, EventTotals totals, boolean isRepaired, boolean isBehind, List<MilestonePassed> reached)
            implements FlushReply {}

    /** @param entry as it stands in Redis, which ends with the holder */
    record Held(long redisMs, String entry, long heldMs, String holder) implements FlushReply {}

    record ScanNeeded() implements FlushReply {}

    record WrongType(String key) implements FlushReply {}

    /** @param field empty when the key is a string */
    record NotNumber(String key, String field) implements FlushReply {}

    /**
     * @param counts how counts are written
     * @throws JedisDataException when it is none of these
     */
    static FlushReply parse(Object reply, CountsText counts) {
        try {
            List<?> parts = (List<?>) reply;
            return switch (text(parts, 0)) {
                case "applied" ->
                    new Applied(
                            number(parts, 1),
                            new EventTotals(number(parts, 2), counts.parse((byte[]) parts.get(3))),
                            !text(parts, 4).isEmpty(),
                            !text(parts, 5).isEmpty(),
                            MilestonesText.parse(text(parts, 6)));
                case "held" -> held(number(parts, 1), text(parts, 2));
                case "scan" -> new ScanNeeded();
                case "wrongtype" -> new WrongType(text(parts, 1));
                case "notnumber" -> new NotNumber(text(parts, 1), text(parts, 2));
                default -> throw new IllegalArgumentException(text(parts, 0));
            };
        } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new JedisDataException("the reply is none of flush.lua", e);
        }
    }

    private static Held held(long redisMs, String entry) {
        String[] words = entry.split(" ");
        return new Held(redisMs, entry, Long.parseLong(words[0]), words[2]);
    }

    private static long number(List<?> parts, int index) {
        return Long.parseLong(text(parts, index));
    }

    private static String text(List<?> parts, int index) {
        return new String((byte[]) parts.get(index), StandardCharsets.UTF_8);
    }
}

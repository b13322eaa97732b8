package junretsu.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import junretsu.store.EventTotals;
import junretsu.store.MilestonePassed;
import junretsu.store.StoreLoss;

/** A reply of {@code flush.lua}; the head of that file says which comes when. */
sealed interface FlushReply {

    /**
     * @param loss null when nothing was found to be lost
     * @param isBehind true when Redis holds higher counts of this node than it reports
     */
    record Applied(long redisMs, EventTotals totals, StoreLoss loss, boolean isBehind, List<MilestonePassed> reached)
            implements FlushReply {}

    /** @param entry as it stands in Redis, which ends with the holder */
    record Held(long redisMs, String entry, long heldMs, String holder) implements FlushReply {}

    /** @param counts of this node, as Redis holds them */
    record Higher(long[] counts) implements FlushReply {}

    record Short() implements FlushReply {}

    record ScanNeeded() implements FlushReply {}

    record WrongType(String key) implements FlushReply {}

    /** @param field empty when the key is a string */
    record NotNumber(String key, String field) implements FlushReply {}

    /**
     * @param event whose flush it was
     * @param counts how counts are written
     * @throws IllegalArgumentException when it is none of these
     */
    static FlushReply parse(Object reply, String event, CountsText counts) {
        try {
            List<?> parts = (List<?>) reply;
            return switch (text(parts, 0)) {
                case "applied" -> applied(parts, event, counts);
                case "held" -> held(number(parts, 1), text(parts, 2));
                case "higher" -> new Higher(counts.parse((byte[]) parts.get(1)));
                case "short" -> new Short();
                case "scan" -> new ScanNeeded();
                case "wrongtype" -> new WrongType(text(parts, 1));
                case "notnumber" -> new NotNumber(text(parts, 1), text(parts, 2));
                default -> throw new IllegalArgumentException(text(parts, 0));
            };
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Applied applied(List<?> parts, String event, CountsText counts) {
        String lowered = text(parts, 4);
        String lost = text(parts, 7);
        return new Applied(
                number(parts, 1),
                new EventTotals(event, number(parts, 2), counts.parse((byte[]) parts.get(3))),
                lowered.isEmpty() && lost.isEmpty() ? null : new StoreLoss(numberOrZero(lost), numberOrZero(lowered)),
                !text(parts, 5).isEmpty(),
                MilestonesText.parse(text(parts, 6)));
    }

    private static Held held(long redisMs, String entry) {
        String[] words = entry.split(" ");
        return new Held(redisMs, entry, Long.parseLong(words[0]), words[2]);
    }

    private static long numberOrZero(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static long number(List<?> parts, int index) {
        return Long.parseLong(text(parts, index));
    }

    private static String text(List<?> parts, int index) {
        return new String((byte[]) parts.get(index), StandardCharsets.UTF_8);
    }
}

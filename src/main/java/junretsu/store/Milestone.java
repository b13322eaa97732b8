package junretsu.store;

/**
 * A total at which something is to happen.
 *
 * @param at the event's total over all nodes; 1 or more
 * @param effect what the screens show, as in {@code confetti}; a plain word
 */
public record Milestone(long at, String effect) {}

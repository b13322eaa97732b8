package junretsu.users.verbs;

/**
 * How sessions begin and how long they last at most.
 *
 * @param lifetimeMs of a session that is used all the time
 * @param isOnlyOne true when a login ends the account's other sessions
 */
public record SessionPolicy(long lifetimeMs, boolean isOnlyOne) {}

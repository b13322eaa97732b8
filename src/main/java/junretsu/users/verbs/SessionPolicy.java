package junretsu.users.verbs;

/**
 * The rules by which sessions begin and end.
 *
 * @param lifetimeMs of a session that is used all the time
 * @param isOnlyOne true when a login ends the account's other sessions
 */
public record SessionPolicy(long lifetimeMs, boolean isOnlyOne) {}

package junretsu.users.line;

/**
 * A session as its owner sees it.
 *
 * @param number by which LOGOUT ends it, while the list is as it was
 * @param createdMs Unix milliseconds of the login
 * @param seenMs Unix milliseconds of its last use, to the minute
 * @param isOwn for the session that asks
 */
public record LineSession(String number, String device, String address, long createdMs, long seenMs, boolean isOwn) {}

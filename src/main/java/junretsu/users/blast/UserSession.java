package junretsu.users.blast;

/** A session that the server has begun. For one thread. */
final class UserSession {
    final int user;
    final String token;

    /** Its place in the {@link SessionPool}; -1 when it has none. */
    int place = -1;

    /** Its end was asked for, so it may be unknown. */
    boolean isEnded;

    /** @param user as in {@link UserBook} */
    UserSession(int user, String token) {
        this.user = user;
        this.token = token;
    }
}

package junretsu.users.blast;

/** A session that the server has begun. For one thread. */
final class UserSession {
    final int user;
    final String token;

    /** See {@link UserBook#nextLogin}; 0 for one from before the load. */
    final int login;

    /** Its place in the {@link SessionPool}; -1 when it has none. */
    int place = -1;

    /** Its end was asked for, so it may be unknown. */
    boolean isEnded;

    /** @param user as in {@link UserBook} */
    UserSession(int user, String token, int login) {
        this.user = user;
        this.token = token;
        this.login = login;
    }
}

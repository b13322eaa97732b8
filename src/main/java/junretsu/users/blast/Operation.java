package junretsu.users.blast;

import java.util.Locale;

/** The operations of a load, each of one request but for a login by SCRAM, which has two. */
enum Operation {
    LOGIN,
    VALIDATE,
    NICKNAME,
    LOGOUT,

    /** The end of all sessions behind a fresh login, so that the server forgets that its password was right. */
    LOGOUT_ALL;

    /** The name in flags and reports, as in {@code logout_all}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

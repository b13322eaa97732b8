package junretsu.users.password;

/** The answer to a password. */
public enum Verdict {
    /** Right, by a slow hash just computed. */
    FRESH,

    /** Right, as it was at a login of the last minutes. */
    REMEMBERED,

    /** Right, for a demonstration account. */
    SEEDED,

    /** Not the password of that user, or there is no such user. */
    WRONG,

    /** Not looked at: too many wait. */
    BUSY;

    /** Returns whether the user may log in. */
    public boolean isRight() {
        return this == FRESH || this == REMEMBERED || this == SEEDED;
    }
}

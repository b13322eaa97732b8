package junretsu.users;

/** Numbers that a users server and its clients agree on. */
public final class UserWire {
    /** The port of the line protocol, if nobody names another. */
    public static final int DEFAULT_PORT = 7080;

    public static final int DEFAULT_HTTP_PORT = 7081;

    private UserWire() {}
}

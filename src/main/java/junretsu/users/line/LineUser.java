package junretsu.users.line;

/** The {@code User} of a line. What a line does not have is empty, never null. */
public record LineUser(String username, String password, String nickname, String token) {
    public static final LineUser NOBODY = new LineUser("", "", "", "");
}

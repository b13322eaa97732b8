package junretsu.users.password;

/**
 * A client's first message, {@code n,,n=alice,r=fyko+d2lbbFgONRv9qkxdawL} (RFC 5802, section 7). Channel binding is not
 * offered, so a client may say that it has it ({@code y}) but not use it ({@code p}); nobody logs in for another.
 *
 * @param header up to the second comma
 * @param username as it was sent, with {@code =2C} and {@code =3D} taken back
 * @param bare all behind the header
 */
public record ScramHello(String header, String username, String nonce, String bare) {
    static final int NONCE_MAX = 128;

    /** It is kept until the proof has come, with what follows the nonce, which nothing here reads. */
    private static final int CHARACTERS_MAX = 512;

    private static final int NAME_MAX = 256;
    private static final int HEADER = 3;

    /** @throws ScramException when it is another message, or asks for what is not offered */
    public static ScramHello parse(String text) throws ScramException {
        if (text.startsWith("p=")) {
            throw new ScramException("channel-binding-not-supported");
        }
        if (text.length() > CHARACTERS_MAX || !text.startsWith("n,,") && !text.startsWith("y,,")) {
            throw new ScramException("other-error");
        }
        String bare = text.substring(HEADER);
        if (bare.startsWith("m=")) {
            throw new ScramException("extensions-not-supported");
        }
        int comma = bare.indexOf(',');
        if (!bare.startsWith("n=") || !bare.startsWith("r=", comma + 1) || comma < 3 || comma > NAME_MAX) {
            throw new ScramException("other-error");
        }
        int end = bare.indexOf(',', comma + 1);
        String nonce = bare.substring(comma + 3, end < 0 ? bare.length() : end);
        if (!isNonce(nonce)) {
            throw new ScramException("other-error");
        }
        return new ScramHello(text.substring(0, HEADER), name(bare.substring(2, comma)), nonce, bare);
    }

    private static boolean isNonce(String text) {
        return !text.isEmpty() && text.length() <= NONCE_MAX && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static String name(String sent) throws ScramException {
        String name = sent.indexOf('=') < 0 ? sent : sent.replace("=2C", ",").replace("=3D", "\0");
        if (sent.indexOf('\0') >= 0 || name.indexOf('=') >= 0) {
            throw new ScramException("invalid-username-encoding");
        }
        return name.replace('\0', '=');
    }
}

package junretsu.users.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern MESSAGE = Pattern.compile(
            "(?<header>[ny],,)(?<bare>n=(?<name>[^,\\x00]{1,256}),r=(?<nonce>[!-+\\--~]{1," + NONCE_MAX + "})(,.*)?)");

    /** @throws ScramException when it is another message, or asks for what is not offered */
    public static ScramHello parse(String text) throws ScramException {
        Matcher message = MESSAGE.matcher(text);
        if (!message.matches()) {
            throw new ScramException(problem(text));
        }
        return new ScramHello(
                message.group("header"), name(message.group("name")), message.group("nonce"), message.group("bare"));
    }

    private static String problem(String text) {
        if (text.startsWith("p=")) {
            return "channel-binding-not-supported";
        }
        return text.matches("[ny],[^,]*,m=.*") ? "extensions-not-supported" : "other-error";
    }

    private static String name(String sent) throws ScramException {
        String name = sent.replace("=2C", ",").replace("=3D", "\0");
        if (name.indexOf('=') >= 0) {
            throw new ScramException("invalid-username-encoding");
        }
        return name.replace('\0', '=');
    }
}

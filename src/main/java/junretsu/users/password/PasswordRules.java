package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The rules for a new password, as NIST SP 800-63B-4, section 3.1.1.2 has them: long enough, any characters, not one
 * that is guessed first. Immutable; may be used by any thread.
 */
public final class PasswordRules {
    /** In Unicode code points and NFC. */
    public static final int CHARACTERS_MAX = 128;

    /** For a password that is the only factor. */
    public static final int CHARACTERS_MIN_DEFAULT = 15;

    /** The longest text that is no word, repeated to make a password. */
    private static final int CHORUS_MAX = 5;

    /** The reason why a password cannot be chosen. */
    public enum Problem {
        NOT_TEXT("a password is text of whole Unicode characters"),
        TOO_SHORT("a password has at least %d characters"),
        TOO_LONG("a password has at most " + CHARACTERS_MAX + " characters"),
        COMMON("this is one of the passwords that are guessed first"),
        REPEATED("a password is more than a few characters or a common password again and again"),
        USERNAME("a password is another text than the username");

        private final String sentence;

        Problem(String sentence) {
            this.sentence = sentence;
        }
    }

    private final int charactersMin;
    private final CommonPasswords common = CommonPasswords.read();

    /** @param charactersMin from 1 to {@value #CHARACTERS_MAX} */
    public PasswordRules(int charactersMin) {
        this.charactersMin = charactersMin;
    }

    public int charactersMin() {
        return charactersMin;
    }

    /**
     * The bytes of a password that are hashed: UTF-8 in NFC, so that one keyboard's é is the other's.
     *
     * @return null when it is longer than 128 characters, or holds half of a surrogate pair: it is nobody's password
     */
    public static byte[] bytes(String password) {
        if (isAscii(password)) {
            return password.length() > CHARACTERS_MAX ? null : password.getBytes(US_ASCII);
        }
        if (password.length() > 4 * CHARACTERS_MAX || !isWhole(password)) {
            return null;
        }
        String normalized = Normalizer.normalize(password, Normalizer.Form.NFC);
        return characters(normalized) > CHARACTERS_MAX ? null : normalized.getBytes(UTF_8);
    }

    /** The reason why a user cannot choose a password; null when the user can. */
    public Problem problem(String password, String username) {
        if (!isWhole(password)) {
            return Problem.NOT_TEXT;
        }
        byte[] bytes = bytes(password);
        if (bytes == null) {
            return Problem.TOO_LONG;
        }
        String normalized = new String(bytes, UTF_8);
        if (characters(normalized) < charactersMin) {
            return Problem.TOO_SHORT;
        }
        if (common.contains(normalized)) {
            return Problem.COMMON;
        }
        String chorus = chorus(normalized.toLowerCase(Locale.ROOT));
        if (chorus.equals(username)) {
            return Problem.USERNAME;
        }
        boolean isRepeated = chorus.length() < normalized.length();
        return isRepeated && (chorus.length() <= CHORUS_MAX || common.contains(chorus)) ? Problem.REPEATED : null;
    }

    /** A sentence for people, without a full stop. */
    public String sentence(Problem problem) {
        return String.format(Locale.ROOT, problem.sentence, charactersMin);
    }

    /** The shortest text that makes another one when it is repeated a whole number of times. */
    static String chorus(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            if (text.length() % length == 0 && text.startsWith(text.substring(length))) {
                return text.substring(0, length);
            }
        }
        return text;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}

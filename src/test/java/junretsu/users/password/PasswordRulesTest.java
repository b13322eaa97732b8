package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import junretsu.users.password.PasswordRules.Problem;
import org.junit.jupiter.api.Test;

class PasswordRulesTest {
    private final PasswordRules rules = new PasswordRules(PasswordRules.CHARACTERS_MIN_DEFAULT);
    private final PasswordRules lenient = new PasswordRules(8);

    @Test
    void aPasswordHas15To128CharactersOfAnyKind() {
        assertThat(rules.problem("correct horse b", "alice")).isNull();
        assertThat(rules.problem("correct horse ", "alice")).isEqualTo(Problem.TOO_SHORT);
        assertThat(rules.problem("  \t  \0   spaces", "alice")).isNull();
        assertThat(rules.problem("電池".repeat(8) + "x", "alice")).isNull();
        assertThat(rules.problem(random(128), "alice")).isNull();
        assertThat(rules.problem(random(129), "alice")).isEqualTo(Problem.TOO_LONG);
        assertThat(rules.problem("\ud83d\ude00" + random(127), "alice")).isNull();
        assertThat(rules.problem("\ud83d\ude00" + random(128), "alice")).isEqualTo(Problem.TOO_LONG);
        assertThat(rules.problem("é".repeat(1_000_000), "alice")).isEqualTo(Problem.TOO_LONG);
    }

    @Test
    void theLengthIsThatInNfc() {
        assertThat(rules.problem("e\u0301" + random(13), "alice")).isEqualTo(Problem.TOO_SHORT);
        assertThat(rules.problem("e\u0301" + random(14), "alice")).isNull();
    }

    @Test
    void whatIsGuessedFirstIsRefused() {
        assertThat(lenient.problem("password1", "alice")).isEqualTo(Problem.COMMON);
        assertThat(lenient.problem("QWERTYUIOP", "alice")).isEqualTo(Problem.COMMON);
        assertThat(lenient.problem("password1?", "alice")).isNull();
        assertThat(rules.problem("passwordpassword", "alice")).isEqualTo(Problem.REPEATED);
        assertThat(rules.problem("aaaaaaaaaaaaaaaa", "alice")).isEqualTo(Problem.REPEATED);
        assertThat(rules.problem("abcdeabcdeABCDE", "alice")).isEqualTo(Problem.REPEATED);
        assertThat(rules.problem("xk7!qxk7!qxk7!q", "alice")).isEqualTo(Problem.REPEATED);
        assertThat(rules.problem("xk7!qpxk7!qpxk7!qp", "alice")).isNull();
    }

    @Test
    void theUsernameIsRefused() {
        assertThat(rules.problem("alice.from.wonderland", "alice.from.wonderland"))
                .isEqualTo(Problem.USERNAME);
        assertThat(rules.problem("Alice.From.Wonderland", "alice.from.wonderland"))
                .isEqualTo(Problem.USERNAME);
        assertThat(rules.problem("aliceb7aliceb7aliceb7", "aliceb7")).isEqualTo(Problem.USERNAME);
        assertThat(rules.problem("alice.from.wonderland", "alice")).isNull();
    }

    @Test
    void halfOfACharacterIsNoText() {
        assertThat(rules.problem("correct horse battery \ud83d", "alice")).isEqualTo(Problem.NOT_TEXT);
        assertThat(PasswordRules.bytes("\ud83d")).isNull();
    }

    @Test
    void oneCharacterHasTheSameBytesHoweverItWasTyped() {
        assertThat(PasswordRules.bytes("e\u0301")).isEqualTo("é".getBytes(UTF_8));
        assertThat(PasswordRules.bytes("")).isEmpty();
        assertThat(PasswordRules.bytes(random(129))).isNull();
    }

    @Test
    void aReasonIsASentenceWithTheLimitThatIsSet() {
        assertThat(lenient.sentence(Problem.TOO_SHORT)).isEqualTo("a password has at least 8 characters");
        assertThat(lenient.sentence(Problem.TOO_LONG)).contains("128");
    }

    @Test
    void aChorusIsTheShortestPartThatRepeats() {
        assertThat(PasswordRules.chorus("aaaa")).isEqualTo("a");
        assertThat(PasswordRules.chorus("abab")).isEqualTo("ab");
        assertThat(PasswordRules.chorus("ababa")).isEqualTo("ababa");
        assertThat(PasswordRules.chorus("")).isEmpty();
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + (i * 31 + i / 7) % 94));
        }
        return text.toString();
    }
}

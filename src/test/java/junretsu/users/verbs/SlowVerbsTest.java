package junretsu.users.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import junretsu.testing.Authenticator;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.password.HashEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowVerbsTest {
    @TempDir
    private Path directory;

    @Test
    void eachVerbThatHashesAPasswordIsOneOfTheSlow() throws Exception {
        Set<Verb> hashing = EnumSet.noneOf(Verb.class);
        try (VerbsFixture with = new VerbsFixture(directory, null)) {
            for (Verb verb : EnumSet.complementOf(EnumSet.of(Verb.FRONT))) {
                if (hashes(with, verb, false) | hashes(with, verb, true)) {
                    hashing.add(verb);
                }
            }
        }
        assertThat(hashing)
                .containsExactly(
                        Verb.REGISTER,
                        Verb.LOGIN,
                        Verb.UPDATE_PASSWORD,
                        Verb.TOTP_CONFIRM,
                        Verb.TOTP_END,
                        Verb.TOTP_CODES)
                .allMatch(Verb::isSlow);
    }

    /** Returns whether one with an account and a wrong password has it hashed. */
    private static boolean hashes(VerbsFixture with, Verb verb, boolean hasFactor) throws Exception {
        String name = verb.name().toLowerCase(java.util.Locale.ROOT) + (hasFactor ? "-2" : "");
        String token = with.register(name);
        String secret = with.with(Verb.TOTP_BEGIN, "", token).added().text(AddedField.SECRET);
        if (hasFactor) {
            String code = new Authenticator(secret).code(0);
            LineAnswer confirmed =
                    with.with(Verb.TOTP_CONFIRM, "", token, AddedField.SECRET, secret, AddedField.CODE, code);
            assertThat(confirmed.err()).isEmpty();
        }
        long before = with.hashes().sum(HashEvent.HASHED);
        LineUser user =
                new LineUser(verb == Verb.REGISTER ? name + "-new" : name, "a wrong password, and long", "Nick", token);
        with.with(verb, user, AddedField.SECRET, secret, AddedField.NEW_PASSWORD, VerbsFixture.PASSWORD + "!");
        return with.hashes().sum(HashEvent.HASHED) > before;
    }
}

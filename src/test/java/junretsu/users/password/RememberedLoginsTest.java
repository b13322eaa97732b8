package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import junretsu.base.ManualClock;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;
import junretsu.users.password.RememberedLogins.Answer;
import org.junit.jupiter.api.Test;

class RememberedLoginsTest {
    private static final byte[] PASSWORD = "correct horse".getBytes(UTF_8);
    private static final byte[] OTHER = "Correct horse".getBytes(UTF_8);

    private final ManualClock clock = new ManualClock();
    private final RememberedLogins logins = new RememberedLogins(TimeUnit.MINUTES.toNanos(15), 2, clock);
    private final Credential credential = credential(1);

    @Test
    void thePasswordIsRightAndOthersAreWrongForItsTime() {
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.UNKNOWN);
        logins.remember("alice", credential, PASSWORD);
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.RIGHT);
        assertThat(logins.look("alice", credential, OTHER)).isEqualTo(Answer.WRONG);
        assertThat(logins.look("bob", credential, PASSWORD)).isEqualTo(Answer.UNKNOWN);
        clock.advanceMillis(TimeUnit.MINUTES.toMillis(15) - 1);
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.RIGHT);
        clock.advanceMillis(1);
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aChangedPasswordIsNeitherRightNorWrong() {
        logins.remember("alice", credential, PASSWORD);
        assertThat(logins.look("alice", credential(2), PASSWORD)).isEqualTo(Answer.UNKNOWN);
        assertThat(logins.look("alice", credential(2), OTHER)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aForgottenLoginIsHashedAgain() {
        logins.remember("alice", credential, PASSWORD);
        logins.forget("alice");
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        logins.remember("alice", credential, PASSWORD);
        logins.remember("bob", credential, PASSWORD);
        logins.remember("carol", credential, PASSWORD);
        assertThat(logins.look("alice", credential, PASSWORD)).isEqualTo(Answer.UNKNOWN);
        assertThat(logins.look("bob", credential, PASSWORD)).isEqualTo(Answer.RIGHT);
        assertThat(logins.size()).isEqualTo(2);
    }

    @Test
    void noneIsRememberedWhenThatIsOff() {
        RememberedLogins off = new RememberedLogins(0, 2, clock);
        off.remember("alice", credential, PASSWORD);
        assertThat(off.size()).isZero();
    }

    private static Credential credential(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return new Credential(Scheme.ARGON2ID, 1_024, 1, new byte[16], key, new byte[32]);
    }
}

package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.config.StartException;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordHashTest {
    private static final HashCost CHEAP = new HashCost(1_024, 1);
    private static final byte[] PASSWORD = "correct horse 電池".getBytes(UTF_8);

    private final PasswordHash hash = new PasswordHash(Pepper.NONE);

    @TempDir
    Path folder;

    @Test
    void theRightPasswordMatchesAndNoOther() {
        Credential credential = hash.credential(PASSWORD, CHEAP);
        assertThat(credential.scheme()).isEqualTo(Scheme.ARGON2ID);
        assertThat(credential.memoryKib()).isEqualTo(1_024);
        assertThat(hash.matches(PASSWORD, credential)).isTrue();
        assertThat(hash.matches("correct horse".getBytes(UTF_8), credential)).isFalse();
        assertThat(hash.matches(new byte[0], credential)).isFalse();
    }

    @Test
    void twoCredentialsOfOnePasswordHaveNothingInCommon() {
        Credential one = hash.credential(PASSWORD, CHEAP);
        Credential other = hash.credential(PASSWORD, CHEAP);
        assertThat(one.salt()).hasSize(16).isNotEqualTo(other.salt());
        assertThat(one.storedKey()).hasSize(32).isNotEqualTo(other.storedKey());
        assertThat(one.serverKey()).hasSize(32).isNotEqualTo(one.storedKey());
    }

    @Test
    void aCredentialOfAnotherCostIsStillChecked() {
        Credential earlier = hash.credential(PASSWORD, new HashCost(2_048, 3));
        hash.credential(PASSWORD, CHEAP);
        assertThat(hash.matches(PASSWORD, earlier)).isTrue();
    }

    @Test
    void aCoveredCredentialMatchesUnderItsPepperOnly() {
        PasswordHash peppered = new PasswordHash(Pepper.of(new byte[32]));
        Credential covered = peppered.credential(PASSWORD, CHEAP);
        assertThat(covered.scheme()).isEqualTo(Scheme.ARGON2ID_PEPPERED);
        assertThat(peppered.matches(PASSWORD, covered)).isTrue();
        assertThat(new PasswordHash(Pepper.of("another".getBytes(UTF_8))).matches(PASSWORD, covered))
                .isFalse();
        assertThatThrownBy(() -> hash.matches(PASSWORD, covered)).hasMessageContaining("pepper");
    }

    @Test
    void aCoveredCredentialWithoutItsPepperCannotBeGuessedAt() {
        Credential covered = new PasswordHash(Pepper.of(new byte[32])).credential(PASSWORD, CHEAP);
        Credential stolen =
                new Credential(Scheme.ARGON2ID, 1_024, 1, covered.salt(), covered.storedKey(), covered.serverKey());
        assertThat(hash.matches(PASSWORD, stolen)).isFalse();
    }

    @Test
    void accountsFromBeforeThePepperStillLogIn() {
        Credential bare = hash.credential(PASSWORD, CHEAP);
        assertThat(new PasswordHash(Pepper.of(new byte[32])).matches(PASSWORD, bare))
                .isTrue();
    }

    @Test
    void aPepperThatIsMissingOrAnotherIsNamed() throws Exception {
        Pepper pepper = Pepper.read(file("0123456789abcdef"));
        pepper.requireThatOf(null);
        pepper.requireThatOf("");
        pepper.requireThatOf(pepper.mark());
        Pepper.NONE.requireThatOf("");
        assertThat(pepper.mark()).hasSize(16);
        assertThatThrownBy(() -> Pepper.NONE.requireThatOf(pepper.mark()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("give its file");
        Pepper other = Pepper.read(file("0123456789abcdeF"));
        assertThatThrownBy(() -> other.requireThatOf(pepper.mark())).hasMessageContaining("another pepper");
    }

    @Test
    void aPepperFileThatIsTooShortOrNotThereIsNamed() throws Exception {
        Path tooShort = file("0123456789abcde");
        assertThatThrownBy(() -> Pepper.read(tooShort)).hasMessageContaining("15 bytes");
        assertThatThrownBy(() -> Pepper.read(folder.resolve("none")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot read --pepper-file");
    }

    @Test
    void aSeededAccountHasItsPublishedPassword() {
        SeedUsers users = new SeedUsers(1_000);
        assertThat(users.account(12_345).username()).isEqualTo("id12345");
        assertThat(users.account(12_345).nickname()).isEqualTo("nick2345");
        assertThat(users.account(0).createdMs()).isEqualTo(1_000);
        Credential credential = users.account(9_999_999).credential();
        assertThat(credential.scheme()).isEqualTo(Scheme.SEED);
        assertThat(hash.matches("pass9999".getBytes(UTF_8), credential)).isTrue();
        assertThat(hash.matches("pass9998".getBytes(UTF_8), credential)).isFalse();
        assertThat(users.account(9_998).credential().salt()).isNotEqualTo(credential.salt());
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("pepper"), text);
    }
}

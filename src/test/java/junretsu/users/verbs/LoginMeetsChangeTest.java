package junretsu.users.verbs;

import static junretsu.users.verbs.VerbsFixture.HALL;
import static junretsu.users.verbs.VerbsFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.testing.Authenticator;
import junretsu.testing.Waiting;
import junretsu.users.account.Account;
import junretsu.users.account.Credential.Scheme;
import junretsu.users.account.Session;
import junretsu.users.factor.RecoveryCodes;
import junretsu.users.factor.Totp;
import junretsu.users.limit.LocalLimits;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.password.Argon2id;
import junretsu.users.password.PasswordRules;
import junretsu.users.password.ScramClient;
import junretsu.users.password.ScramSecret;
import junretsu.users.password.ScramServer;
import junretsu.users.password.SeedUsers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of a password that are begun before their account is changed, and ended after it. */
class LoginMeetsChangeTest {
    private static final String FRESH = "another long password";

    private final LateLimits limits = new LateLimits(new LocalLimits(Clock.SYSTEM));
    private VerbsFixture with;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        with = new VerbsFixture(directory, null, limits);
    }

    @AfterEach
    void stop() throws Exception {
        with.close();
        assertThat(with.log()).isEmpty();
    }

    /** Begins a login by SCRAM, and returns the message that ends it. */
    private String begun(String username, String password) throws Exception {
        ScramClient client = new ScramClient(username, ScramServer.nonce(), true);
        String challenge = scram(client.first()).added().text(AddedField.SCRAM);
        return client.last(
                ScramSecret.of(client.hash(challenge).saltedPassword(PasswordRules.bytes(password), new Argon2id())));
    }

    private LineAnswer scram(String message) throws Exception {
        return with.with(Verb.SCRAM, "", "", AddedField.SCRAM, message);
    }

    private List<Session> sessions(String username) throws Exception {
        return with.stores().sessions().list(username).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void changePassword(String token) throws Exception {
        assertThat(with.with(Verb.UPDATE_PASSWORD, "", token, AddedField.NEW_PASSWORD, FRESH)
                        .err())
                .isEmpty();
    }

    private void setUpSecondFactor(String token) throws Exception {
        String secret = with.with(Verb.TOTP_BEGIN, "", token).added().text(AddedField.SECRET);
        String code = new Authenticator(secret).code(0);
        assertThat(with.with(Verb.TOTP_CONFIRM, "", token, AddedField.SECRET, secret, AddedField.CODE, code)
                        .err())
                .isEmpty();
    }

    @Test
    void aProofOfThePasswordBeforeBeginsNoSession() throws Exception {
        String token = with.register("alice");
        String last = begun("alice", PASSWORD);
        changePassword(token);
        assertThat(scram(last).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(sessions("alice")).hasSize(1);
        assertThat(with.with(Verb.VALIDATE, "", token).err()).isEmpty();
    }

    @Test
    void aProofFromBeforeTheSecondFactorBeginsNoSession() throws Exception {
        String token = with.register("alice");
        String last = begun("alice", PASSWORD);
        setUpSecondFactor(token);
        assertThat(scram(last).err()).isEqualTo(LineAnswer.BUSY);
        assertThat(sessions("alice")).hasSize(1);
        assertThat(scram(begun("alice", PASSWORD)).err()).isEqualTo(LineAnswer.CODE_REQUIRED);
    }

    @Test
    void aPasswordThatIsReplacedWhileItIsCheckedBeginsNoSession() throws Exception {
        String token = with.register("alice");
        limits.hold();
        LineUser user = new LineUser("alice", PASSWORD, "", "");
        CompletableFuture<LineAnswer> login = with.begin(new LineRequest(Verb.LOGIN, user), HALL);
        limits.await(1);
        limits.pass();
        changePassword(token);
        limits.answer(1);
        assertThat(login.get(60, TimeUnit.SECONDS).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(sessions("alice")).hasSize(1);
    }

    @Test
    void aPasswordThatIsReplacedWhileItIsCheckedReplacesNothing() throws Exception {
        String token = with.register("alice");
        String other = with.ask(Verb.LOGIN, "alice", PASSWORD, "", "").user().token();
        limits.hold();
        LineRequest change = new LineRequest(
                Verb.UPDATE_PASSWORD,
                new LineUser("", PASSWORD, "", other),
                LineFields.NONE.with(AddedField.NEW_PASSWORD, "a third long password"));
        CompletableFuture<LineAnswer> late = with.begin(change, HALL);
        limits.await(1);
        limits.pass();
        changePassword(token);
        limits.answer(1);
        assertThat(late.get(60, TimeUnit.SECONDS).err()).isEqualTo(LineAnswer.BUSY);
        assertThat(with.with(Verb.VALIDATE, "", token).err()).isEmpty();
        assertThat(with.ask(Verb.LOGIN, "alice", FRESH, "", "").err()).isEmpty();
    }

    @Test
    void aNewNicknameDisturbsNoLogin() throws Exception {
        String token = with.register("alice");
        String last = begun("alice", PASSWORD);
        assertThat(with.ask(Verb.UPDATE_NICKNAME, "", "", "Al", token).err()).isEmpty();
        assertThat(scram(last).err()).isEmpty();
    }

    @Test
    void aCredentialThatIsRenewedDisturbsNoLogin() throws Exception {
        assertThat(with.stores()
                        .users()
                        .add(new SeedUsers(0).account(7))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isTrue();
        String last = begun("id7", "pass7");
        assertThat(with.ask(Verb.LOGIN, "id7", "pass7", "", "").err()).isEmpty();
        Waiting.until("the credential to be renewed", () -> isRenewed("id7"));
        assertThat(scram(last).err()).isEmpty();
        assertThat(sessions("id7")).hasSize(2);
    }

    @Test
    void aCredentialIsRenewedAlsoWhereItsLoginUsesACode() throws Exception {
        List<String> codes = RecoveryCodes.create();
        Account account = new SeedUsers(0).account(7).withSecondFactor(RecoveryCodes.factor(Totp.secret(), codes));
        assertThat(with.stores().users().add(account).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isTrue();
        LineUser user = new LineUser("id7", "pass7", "", "");
        assertThat(with.with(Verb.LOGIN, user, AddedField.CODE, codes.get(0)).err())
                .isEmpty();
        Waiting.until("the credential to be renewed", () -> isRenewed("id7"));
        assertThat(with.account("id7").secondFactor().recoveryHashes()).hasSize(9);
    }

    private boolean isRenewed(String username) {
        return with.stores()
                        .users()
                        .find(username)
                        .toCompletableFuture()
                        .join()
                        .credential()
                        .scheme()
                == Scheme.ARGON2ID;
    }
}

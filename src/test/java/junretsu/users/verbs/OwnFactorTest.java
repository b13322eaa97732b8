package junretsu.users.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.testing.Authenticator;
import junretsu.users.limit.Limited.Why;
import junretsu.users.limit.LocalLimits;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second factor from its first secret to its end, as a client asks for it. */
class OwnFactorTest {
    private static final int GUESSES = 30;

    private final LateLimits limits = new LateLimits(new LocalLimits(Clock.SYSTEM));
    private VerbsFixture with;
    private String token;
    private String secret;
    private Authenticator app;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        with = new VerbsFixture(directory, null, limits);
        token = with.register("alice");
        LineAnswer begun = with.with(Verb.TOTP_BEGIN, "", token);
        secret = begun.added().text(AddedField.SECRET);
        assertThat(begun.added().text(AddedField.URI))
                .startsWith("otpauth://totp/junretsu:alice?secret=" + secret.replace(" ", "") + "&");
        app = new Authenticator(secret);
    }

    @AfterEach
    void stop() throws Exception {
        with.close();
        assertThat(with.log()).isEmpty();
    }

    private LineAnswer confirm(String code) throws Exception {
        return with.with(Verb.TOTP_CONFIRM, "", token, AddedField.SECRET, secret, AddedField.CODE, code);
    }

    private LineAnswer login(String code) throws Exception {
        return with.with(Verb.LOGIN, "alice", "", AddedField.CODE, code);
    }

    private List<String> recoveryCodes() throws Exception {
        LineAnswer confirmed = confirm(app.code(0));
        assertThat(confirmed.err()).isEmpty();
        return List.of(confirmed.added().text(AddedField.RECOVERY_CODES).split(" "));
    }

    @Test
    void aSecretAloneChangesNothing() throws Exception {
        assertThat(login("").err()).isEmpty();
        assertThat(with.with(Verb.VALIDATE, "", token).added().has(AddedField.RECOVERY_CODES_LEFT))
                .isFalse();
    }

    @Test
    void onceConfirmedLoginsAskForACodeAndTakeEachOnce() throws Exception {
        List<String> codes = recoveryCodes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(login("").err()).isEqualTo(LineAnswer.CODE_REQUIRED);
        assertThat(login(app.code(0)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(login(app.code(1)).err()).isEmpty();
        assertThat(login(codes.get(7)).added().text(AddedField.RECOVERY_CODES_LEFT))
                .isEqualTo("9");
        assertThat(login(codes.get(7)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
    }

    @Test
    void recoveryCodesAreShownOnceAndStoredAsHashes() throws Exception {
        List<String> codes = recoveryCodes();
        LineAnswer valid = with.with(Verb.VALIDATE, "", token);
        assertThat(valid.added().text(AddedField.RECOVERY_CODES_LEFT)).isEqualTo("10");
        assertThat(valid.added().has(AddedField.RECOVERY_CODES)).isFalse();
        assertThat(with.account("alice").secondFactor().recoveryHashes())
                .noneMatch(hash -> new String(hash).contains(codes.get(0)))
                .allMatch(hash -> hash.length == 32);
        assertThat(confirm(app.code(1)).added().text(AddedField.DETAIL)).contains("end it first");
        assertThat(with.with(Verb.TOTP_BEGIN, "", token).added().text(AddedField.DETAIL))
                .contains("end it first");
    }

    @Test
    void aWrongCodeOrASecretThatIsNoneEnrolsNobody() throws Exception {
        String wrong = app.code(0).equals("000000") ? "000001" : "000000";
        assertThat(confirm(wrong).added().text(AddedField.DETAIL)).contains("not the code");
        secret = "AAAA";
        assertThat(confirm(app.code(0)).added().text(AddedField.DETAIL)).contains("TOTP_BEGIN");
        secret = "1" + new Authenticator(secret).code(0);
        assertThat(confirm(app.code(0)).added().text(AddedField.DETAIL)).contains("TOTP_BEGIN");
        assertThat(with.account("alice").secondFactor()).isNull();
    }

    @Test
    void aTokenWithoutThePasswordNeitherEnrolsNorEnds() throws Exception {
        LineAnswer enrolled = withoutPassword(Verb.TOTP_CONFIRM, app.code(0));
        assertThat(enrolled.err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        List<String> codes = recoveryCodes();
        assertThat(withoutPassword(Verb.TOTP_END, codes.get(0)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(with.account("alice").secondFactor().recoveryHashes()).hasSize(10);
    }

    @Test
    void newRecoveryCodesTakeThePlaceOfTheOldOnesAndEndNoSession() throws Exception {
        List<String> old = recoveryCodes();
        String other = login(old.get(0)).user().token();
        assertThat(withoutPassword(Verb.TOTP_CODES, old.get(1)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(with.with(Verb.TOTP_CODES, "", token, AddedField.CODE, "000000-no")
                        .err())
                .isEqualTo(LineAnswer.INVALID_PASSWORD);
        LineAnswer renewed = with.with(Verb.TOTP_CODES, "", token, AddedField.CODE, old.get(1));
        List<String> codes =
                List.of(renewed.added().text(AddedField.RECOVERY_CODES).split(" "));
        assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(old);
        assertThat(renewed.added().text(AddedField.RECOVERY_CODES_LEFT)).isEqualTo("10");
        assertThat(with.with(Verb.VALIDATE, "", other).err()).isEmpty();
        assertThat(login(old.get(2)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(login(app.code(1)).err()).isEmpty();
        assertThat(login(codes.get(9)).err()).isEmpty();
    }

    @Test
    void ofManyCodesSentAtOnceARightOneIsWorthNothingAfterTooManyWrongOnes() throws Exception {
        List<String> codes = recoveryCodes();
        limits.hold();
        List<CompletableFuture<LineAnswer>> wrong = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            wrong.add(send(Verb.TOTP_CODES, "000000-no"));
        }
        limits.answer(GUESSES);
        limits.await(GUESSES);
        CompletableFuture<LineAnswer> right = send(Verb.TOTP_CODES, codes.get(0));
        limits.await(GUESSES + 1);
        limits.answerLast();
        limits.answer(GUESSES + 1);
        limits.answer(GUESSES + 1);
        for (CompletableFuture<LineAnswer> each : wrong) {
            assertThat(each.get(60, TimeUnit.SECONDS).success()).isFalse();
        }
        assertThat(right.get(60, TimeUnit.SECONDS).err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(with.account("alice").secondFactor().recoveryHashes()).hasSize(10);
    }

    @Test
    void wrongCodesMakeTheNextOneWaitWhereverTheyCameFrom() throws Exception {
        List<String> codes = recoveryCodes();
        for (int i = 0; i < Why.CODE.free(); i++) {
            assertThat(loginFrom("198.51.100." + i, "000000-no").err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        }
        assertThat(loginFrom("203.0.113.1", codes.get(0)).err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(with.account("alice").secondFactor().recoveryHashes()).hasSize(10);
        assertThat(loginFrom("203.0.113.1", "").err()).isEqualTo(LineAnswer.CODE_REQUIRED);
        assertThat(with.with(Verb.TOTP_END, "", token, AddedField.CODE, codes.get(0))
                        .err())
                .isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
    }

    private LineAnswer loginFrom(String address, String code) throws Exception {
        LineUser user = new LineUser("alice", VerbsFixture.PASSWORD, "", "");
        LineRequest request = new LineRequest(Verb.LOGIN, user, LineFields.NONE.with(AddedField.CODE, code));
        return with.ask(request, new Origin(address, "", true));
    }

    private CompletableFuture<LineAnswer> send(Verb verb, String code) {
        CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
        LineUser user = new LineUser("", VerbsFixture.PASSWORD, "", token);
        LineRequest request = new LineRequest(verb, user, LineFields.NONE.with(AddedField.CODE, code));
        with.verbs().handle(request, VerbsFixture.HALL, answer::complete);
        return answer;
    }

    private LineAnswer withoutPassword(Verb verb, String code) throws Exception {
        return with.with(verb, new LineUser("", "", "", token), AddedField.SECRET, secret, AddedField.CODE, code);
    }

    @Test
    void enrollingAndEndingEndTheOtherSessions() throws Exception {
        String other = login("").user().token();
        List<String> codes = recoveryCodes();
        assertThat(with.with(Verb.VALIDATE, "", other).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        assertThat(with.with(Verb.VALIDATE, "", token).err()).isEmpty();
        String third = login(codes.get(0)).user().token();
        LineAnswer wrong = with.with(Verb.TOTP_END, "", token, AddedField.CODE, codes.get(0));
        assertThat(wrong.err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(with.with(Verb.TOTP_END, "", token, AddedField.CODE, codes.get(1))
                        .err())
                .isEmpty();
        assertThat(with.with(Verb.VALIDATE, "", third).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        assertThat(with.account("alice").secondFactor()).isNull();
        assertThat(login("").err()).isEmpty();
        assertThat(with.with(Verb.TOTP_END, "", token, AddedField.CODE, codes.get(2))
                        .added()
                        .text(AddedField.DETAIL))
                .contains("no second factor");
    }
}

package junretsu.users.verbs;

import static junretsu.users.verbs.VerbsFixture.HALL;
import static junretsu.users.verbs.VerbsFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import junretsu.testing.Waiting;
import junretsu.users.account.Account;
import junretsu.users.account.Credential.Scheme;
import junretsu.users.account.Nickname;
import junretsu.users.account.SecondFactor;
import junretsu.users.factor.RecoveryCodes;
import junretsu.users.factor.Totp;
import junretsu.users.limit.Limited.Why;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineSession;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
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

/** The verbs over real stores and a cheap argon2id. */
class AccountVerbsTest {
    private VerbsFixture with;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        with = new VerbsFixture(directory, null);
    }

    @AfterEach
    void stop() throws Exception {
        with.close();
        assertThat(with.log()).isEmpty();
    }

    private LineAnswer ask(Verb verb, String username, String password, String nickname, String token)
            throws Exception {
        return with.ask(verb, username, password, nickname, token);
    }

    private LineAnswer with(Verb verb, String token, AddedField field, String text) throws Exception {
        return with.with(verb, "", token, field, text);
    }

    private String register(String username) throws Exception {
        return with.register(username);
    }

    @Test
    void whoHasRegisteredLogsInAndIsKnownByEachToken() throws Exception {
        String first = register("Alice");
        LineAnswer login = ask(Verb.LOGIN, "ALICE", PASSWORD, "", "");
        assertThat(login.user().username()).isEqualTo("alice");
        assertThat(login.user().password()).isEmpty();
        assertThat(login.user().token()).hasSize(43).isNotEqualTo(first);
        for (String token : List.of(first, login.user().token())) {
            LineAnswer valid = ask(Verb.VALIDATE, "", "", "", token);
            assertThat(valid.user()).isEqualTo(new LineUser("alice", "", "Nick", token));
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreAnsweredAlike() throws Exception {
        register("alice");
        assertThat(ask(Verb.LOGIN, "alice", "not the password", "", ""))
                .isEqualTo(ask(Verb.LOGIN, "bob", "not the password", "", ""))
                .isEqualTo(ask(Verb.LOGIN, "bo b'; --", "not the password", "", ""))
                .isEqualTo(LineAnswer.failed(LineAnswer.INVALID_PASSWORD));
    }

    @Test
    void ofManyWhoTakeANameAtOnceOneGetsIt() throws Exception {
        List<CompletableFuture<LineAnswer>> answers = IntStream.range(0, 50)
                .mapToObj(i -> {
                    CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
                    LineUser user = new LineUser(i % 2 == 0 ? "carol" : "CAROL", PASSWORD, "c" + i, "");
                    with.verbs().handle(new LineRequest(Verb.REGISTER, user), HALL, answer::complete);
                    return answer;
                })
                .toList();
        int registered = 0;
        for (CompletableFuture<LineAnswer> answer : answers) {
            LineAnswer got = answer.get(60, TimeUnit.SECONDS);
            registered += got.success() ? 1 : 0;
            assertThat(got.err()).isIn("", LineAnswer.USER_EXISTS);
        }
        assertThat(registered).isEqualTo(1);
    }

    @Test
    void whatCannotBeAnAccountIsRefusedWithItsReason() throws Exception {
        assertThat(detail(ask(Verb.REGISTER, "a b", PASSWORD, "n", ""))).contains("username");
        assertThat(detail(ask(Verb.REGISTER, "alice", "short", "n", ""))).contains("at least 15");
        assertThat(detail(ask(Verb.REGISTER, "alice", PASSWORD, "\u202e", ""))).contains("nickname");
        assertThat(with.stores().users().find("alice").toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isNull();
    }

    private static String detail(LineAnswer answer) {
        assertThat(answer.err()).isEqualTo(LineAnswer.REGISTRATION_ERROR);
        return answer.added().text(AddedField.DETAIL);
    }

    @Test
    void aNicknameComesBackAsItWasSent() throws Exception {
        String token = register("alice");
        for (String nickname : List.of("50%d off", "'; DROP TABLE account; --", "שלום", "e\u0301<&>\"", "👩‍👩‍👧")) {
            assertThat(ask(Verb.UPDATE_NICKNAME, "alice", "", nickname, token).err())
                    .isEmpty();
            String stored = ask(Verb.VALIDATE, "", "", "", token).user().nickname();
            assertThat(stored).isEqualTo(Nickname.normalized(nickname));
        }
        assertThat(ask(Verb.UPDATE_NICKNAME, "alice", "", "a\0b", token).success())
                .isFalse();
    }

    @Test
    void changesThatMeetAreAllCarriedOut() throws Exception {
        String token = register("alice");
        List<CompletableFuture<LineAnswer>> answers = IntStream.range(0, 6)
                .mapToObj(i -> {
                    CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
                    LineUser user = new LineUser("alice", "", "n" + i, token);
                    with.verbs().handle(new LineRequest(Verb.UPDATE_NICKNAME, user), HALL, answer::complete);
                    return answer;
                })
                .toList();
        for (CompletableFuture<LineAnswer> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).err()).isEmpty();
        }
        Account account =
                with.stores().users().find("alice").toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(account.version()).isEqualTo(7);
    }

    @Test
    void tokensThatAreNoneOrAnotherUsersAreRefused() throws Exception {
        String token = register("alice");
        register("bob");
        for (String other : List.of("", "xxx xxx xxx xxx ", "A".repeat(43), token.toLowerCase(Locale.ROOT))) {
            assertThat(ask(Verb.VALIDATE, "", "", "", other)).isEqualTo(LineAnswer.failed(LineAnswer.INVALID_TOKEN));
        }
        assertThat(ask(Verb.UPDATE_NICKNAME, "bob", "", "x", token).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
    }

    @Test
    void sessionsAreListedAndEndedOneOrAll() throws Exception {
        String first = register("alice");
        String second = ask(Verb.LOGIN, "alice", PASSWORD, "", "").user().token();
        List<LineSession> listed = ask(Verb.SESSIONS, "", "", "", second).sessions();
        assertThat(listed).hasSize(2).allMatch(session -> session.device().equals("a phone"));
        String others = listed.stream()
                .filter(session -> !session.isOwn())
                .findFirst()
                .orElseThrow()
                .number();
        assertThat(with(Verb.LOGOUT, second, AddedField.SESSION, others).err()).isEmpty();
        assertThat(ask(Verb.VALIDATE, "", "", "", first).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        String third = ask(Verb.LOGIN, "alice", PASSWORD, "", "").user().token();
        assertThat(ask(Verb.LOGOUT, "", "", "", third).err()).isEmpty();
        assertThat(ask(Verb.VALIDATE, "", "", "", third).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        assertThat(ask(Verb.LOGOUT_ALL, "", "", "", second).err()).isEmpty();
        assertThat(ask(Verb.VALIDATE, "", "", "", second).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndTheOldPassword() throws Exception {
        String first = register("alice");
        String second = ask(Verb.LOGIN, "alice", PASSWORD, "", "").user().token();
        String fresh = "another long password";
        assertThat(with(Verb.UPDATE_PASSWORD, second, AddedField.NEW_PASSWORD, "short")
                        .added()
                        .text(AddedField.DETAIL))
                .contains("at least 15");
        assertThat(with(Verb.UPDATE_PASSWORD, second, AddedField.NEW_PASSWORD, fresh)
                        .err())
                .isEmpty();
        assertThat(ask(Verb.VALIDATE, "", "", "", second).err()).isEmpty();
        assertThat(ask(Verb.VALIDATE, "", "", "", first).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        assertThat(ask(Verb.LOGIN, "alice", PASSWORD, "", "").err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(ask(Verb.LOGIN, "alice", fresh, "", "").err()).isEmpty();
    }

    @Test
    void aLoginByScramNeedsNoPasswordHereAndIsTakenOnce() throws Exception {
        register("alice");
        ScramClient client = new ScramClient("alice", ScramServer.nonce(), false);
        String challenge =
                with(Verb.SCRAM, "", AddedField.SCRAM, client.first()).added().text(AddedField.SCRAM);
        byte[] salted = client.hash(challenge).saltedPassword(PasswordRules.bytes(PASSWORD), new Argon2id());
        String last = client.last(ScramSecret.of(salted));
        LineAnswer answer = with(Verb.SCRAM, "", AddedField.SCRAM, last);
        assertThat(answer.err()).isEmpty();
        assertThat(client.isServerProven(answer.added().text(AddedField.SCRAM))).isTrue();
        assertThat(ask(Verb.VALIDATE, "", "", "", answer.user().token()).user().username())
                .isEqualTo("alice");
        assertThat(with(Verb.SCRAM, "", AddedField.SCRAM, last).err()).isEqualTo(LineAnswer.ERROR);
    }

    @Test
    void scramTellsNobodyWhichNamesAreTaken() throws Exception {
        register("alice");
        for (String name : List.of("alice", "bob")) {
            ScramClient client = new ScramClient(name, ScramServer.nonce(), false);
            String challenge = with(Verb.SCRAM, "", AddedField.SCRAM, client.first())
                    .added()
                    .text(AddedField.SCRAM);
            byte[] salted =
                    client.hash(challenge).saltedPassword(PasswordRules.bytes("not the password"), new Argon2id());
            long begin = System.nanoTime();
            assertThat(with(Verb.SCRAM, "", AddedField.SCRAM, client.last(ScramSecret.of(salted))))
                    .isEqualTo(LineAnswer.failed(LineAnswer.INVALID_PASSWORD));
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(VerbsFixture.REFUSAL_NANOS);
        }
    }

    @Test
    void aSecondFactorIsAskedForAndEachCodeLetsInOnce() throws Exception {
        register("alice");
        List<String> codes = RecoveryCodes.create();
        SecondFactor factor = RecoveryCodes.factor(Totp.secret(), codes);
        Account account =
                with.stores().users().find("alice").toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(with.stores()
                        .users()
                        .replace(account.withSecondFactor(factor))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(ask(Verb.LOGIN, "alice", PASSWORD, "", "").err()).isEqualTo(LineAnswer.CODE_REQUIRED);
        assertThat(loginWith("000000x").err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
        assertThat(loginWith(codes.get(3)).err()).isEmpty();
        assertThat(loginWith(codes.get(3)).err()).isEqualTo(LineAnswer.INVALID_PASSWORD);
    }

    private LineAnswer loginWith(String code) throws Exception {
        return with.with(Verb.LOGIN, "alice", "", AddedField.CODE, code);
    }

    @Test
    void failuresMakeWaitAndSayForHowLong() throws Exception {
        register("alice");
        for (int i = 0; i < Why.USER_AT_ADDRESS.free(); i++) {
            ask(Verb.LOGIN, "alice", "not the password", "", "");
        }
        LineAnswer limited = ask(Verb.LOGIN, "alice", PASSWORD, "", "");
        assertThat(limited.err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(Long.parseLong(limited.added().text(AddedField.RETRY_AFTER_MS)))
                .isBetween(1L, 1_000L);
        LineRequest login = new LineRequest(Verb.LOGIN, new LineUser("alice", PASSWORD, "", ""));
        assertThat(with.ask(login, new Origin("192.0.2.2", "", false)).err()).isEmpty();
    }

    @Test
    void ofAThousandGuessesSentAtOnceTheFirstFewAloneAreTold() throws Exception {
        register("alice");
        ask(Verb.LOGIN, "alice", PASSWORD, "", "");
        List<CompletableFuture<LineAnswer>> answers = IntStream.range(0, 1_000)
                .mapToObj(i -> {
                    CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
                    LineUser user = new LineUser("alice", i == 500 ? PASSWORD : "a guess " + i, "", "");
                    with.verbs().handle(new LineRequest(Verb.LOGIN, user), HALL, answer::complete);
                    return answer;
                })
                .toList();
        int told = 0;
        for (CompletableFuture<LineAnswer> answer : answers) {
            LineAnswer got = answer.get(60, TimeUnit.SECONDS);
            told += got.err().equals(LineAnswer.TOO_MANY_ATTEMPTS) ? 0 : 1;
            assertThat(got.success()).isFalse();
        }
        assertThat(told).isBetween(1, 10);
    }

    @Test
    void ofManyProofsWhoseChallengesWereAskedForFirstTheFirstFewAloneAreTold() throws Exception {
        register("alice");
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ScramClient client = new ScramClient("alice", ScramServer.nonce(), false);
            String challenge = with(Verb.SCRAM, "", AddedField.SCRAM, client.first())
                    .added()
                    .text(AddedField.SCRAM);
            String password = i == 49 ? PASSWORD : "a guess " + i;
            proofs.add(client.last(ScramSecret.of(
                    client.hash(challenge).saltedPassword(PasswordRules.bytes(password), new Argon2id()))));
        }
        int told = 0;
        for (String proof : proofs) {
            LineAnswer answer = with(Verb.SCRAM, "", AddedField.SCRAM, proof);
            told += answer.err().equals(LineAnswer.INVALID_PASSWORD) ? 1 : 0;
            assertThat(answer.added().has(AddedField.SCRAM)).isFalse();
        }
        assertThat(told).isBetween(5, 8);
    }

    @Test
    void failuresElsewhereKeepAUserOutButNotOnADeviceThatIsKnown() throws Exception {
        register("alice");
        LineAnswer login = login(AddedField.KNOWN_DEVICE, "", HALL);
        String mark = login.added().text(AddedField.KNOWN_DEVICE);
        assertThat(mark).isNotEmpty();
        assertThat(login(AddedField.DEVICE, "", HALL).added().has(AddedField.KNOWN_DEVICE))
                .isFalse();
        for (int i = 0; i < Why.USER.free(); i++) {
            with.ask(
                    new LineRequest(Verb.LOGIN, new LineUser("alice", "a guess " + i, "", "")),
                    new Origin("198.51.100." + i, "", true));
        }
        assertThat(login(AddedField.KNOWN_DEVICE, "", HALL).err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(login(AddedField.KNOWN_DEVICE, "1" + mark, HALL).err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(login(AddedField.KNOWN_DEVICE, mark, HALL).err()).isEmpty();
    }

    private LineAnswer login(AddedField field, String text, Origin origin) throws Exception {
        LineFields added = LineFields.NONE.with(field, text);
        return with.ask(new LineRequest(Verb.LOGIN, new LineUser("alice", PASSWORD, "", ""), added), origin);
    }

    @Test
    void saysTheRulesThatAFrontShows() throws Exception {
        LineFields rules = ask(Verb.ABOUT, "", "", "", "").added();
        assertThat(rules.text(AddedField.PASSWORD_MIN)).isEqualTo("15");
        assertThat(rules.text(AddedField.SEED_USERS)).isEqualTo("true");
    }

    @Test
    void aSeededUserGetsACredentialLikeAnyOtherWithTheFirstLogin() throws Exception {
        Account seeded = new SeedUsers(0).account(12_345);
        assertThat(with.stores().users().add(seeded).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isTrue();
        assertThat(ask(Verb.LOGIN, "id12345", "pass2345", "", "").user().nickname())
                .isEqualTo("nick2345");
        Waiting.until("the credential to be renewed", () -> scheme("id12345") == Scheme.ARGON2ID);
        assertThat(ask(Verb.LOGIN, "id12345", "pass2345", "", "").err()).isEmpty();
    }

    private Scheme scheme(String username) {
        return with.stores()
                .users()
                .find(username)
                .toCompletableFuture()
                .join()
                .credential()
                .scheme();
    }
}

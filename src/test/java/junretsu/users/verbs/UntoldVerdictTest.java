package junretsu.users.verbs;

import static junretsu.users.verbs.VerbsFixture.HALL;
import static junretsu.users.verbs.VerbsFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import junretsu.base.ManualClock;
import junretsu.testing.Waiting;
import junretsu.users.account.Account;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A right password among too many wrong ones is answered as they are, and no sooner. */
class UntoldVerdictTest {
    private static final int WRONG = 10;

    private final ManualClock clock = new ManualClock();
    private final LateLimits limits = new LateLimits(new LocalLimits(clock));
    private VerbsFixture with;
    private String token;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        with = new VerbsFixture(directory, limits, clock);
        token = with.register("alice");
    }

    @AfterEach
    void stop() throws Exception {
        with.close();
        assertThat(with.log()).isEmpty();
    }

    @Test
    void ofProofsSentTogetherARightOneIsAnsweredNoSoonerThanAWrongOne() throws Exception {
        List<CompletableFuture<LineAnswer>> answers = sentTogether();
        limits.answer(WRONG + 1);
        assertUntold(answers);
    }

    @Test
    void soIsOneToWhichACodeIsMissing() throws Exception {
        Account account =
                with.account("alice").withSecondFactor(RecoveryCodes.factor(Totp.secret(), RecoveryCodes.create()));
        assertThat(with.stores().users().replace(account).toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isTrue();
        List<CompletableFuture<LineAnswer>> answers = sentTogether();
        limits.answer(WRONG + 1);
        limits.answer(1);
        assertUntold(answers);
    }

    @Test
    void soIsThePasswordOfAChange() throws Exception {
        List<CompletableFuture<LineAnswer>> answers = sentTogether();
        LineFields fresh = LineFields.NONE.with(AddedField.NEW_PASSWORD, "another long password");
        answers.set(WRONG, with.begin(request(Verb.UPDATE_PASSWORD, fresh), HALL));
        limits.answer(WRONG + 2);
        limits.answer(1);
        assertUntold(answers);
    }

    @Test
    void aProofThatWouldHaveToWaitIsNotLookedAt() throws Exception {
        List<String> proofs = wrongProofs();
        String last = proof("the last guess");
        proofs.forEach(this::send);
        CompletableFuture<LineAnswer> late = send(last);
        assertThat(late).isDone();
        assertThat(late.get().err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
    }

    /** Sends many wrong proofs, and behind them the right one; all pass the limits before the first is judged. */
    private List<CompletableFuture<LineAnswer>> sentTogether() throws Exception {
        List<String> proofs = wrongProofs();
        proofs.add(proof(PASSWORD));
        limits.hold();
        return proofs.stream().map(this::send).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<String> wrongProofs() throws Exception {
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < WRONG; i++) {
            proofs.add(proof("a guess " + i));
        }
        return proofs;
    }

    private String proof(String password) throws Exception {
        ScramClient client = new ScramClient("alice", ScramServer.nonce(), false);
        String challenge =
                send(client.first()).get(60, TimeUnit.SECONDS).added().text(AddedField.SCRAM);
        return client.last(
                ScramSecret.of(client.hash(challenge).saltedPassword(PasswordRules.bytes(password), new Argon2id())));
    }

    private CompletableFuture<LineAnswer> send(String message) {
        return with.begin(request(Verb.SCRAM, LineFields.NONE.with(AddedField.SCRAM, message)), HALL);
    }

    private LineRequest request(Verb verb, LineFields added) {
        return new LineRequest(verb, new LineUser("", PASSWORD, "", token), added);
    }

    private void assertUntold(List<CompletableFuture<LineAnswer>> answers) throws Exception {
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        clock.advanceMillis(TimeUnit.NANOSECONDS.toMillis(VerbsFixture.REFUSAL_NANOS));
        Waiting.until("the answers", () -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers.get(WRONG).get().err()).isEqualTo(LineAnswer.TOO_MANY_ATTEMPTS);
        assertThat(answers.get(WRONG).get().added().has(AddedField.SCRAM)).isFalse();
    }
}

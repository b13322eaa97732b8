package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.ManualClock;
import junretsu.base.Worker;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;
import org.junit.jupiter.api.Test;

/** Passwords whose two hash workers and timer are stepped by hand, under a clock that stands still. */
class PasswordsTest {
    private static final HashCost CHEAP = new HashCost(1_024, 1);
    private static final byte[] RIGHT = "correct horse".getBytes(UTF_8);
    private static final byte[] WRONG = "wrong horse".getBytes(UTF_8);
    private static final long REFUSAL_MS = 300;

    private final ManualClock clock = new ManualClock();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Credential stored = new PasswordHash(Pepper.NONE).credential(RIGHT, CHEAP);
    private final Passwords passwords = passwords(Pepper.NONE, true);

    @Test
    void aRightPasswordIsHashedOnceAndRememberedAfterwards() throws Exception {
        check(stored, RIGHT);
        assertThat(verdicts).isEmpty();
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.FRESH);
        check(stored, RIGHT);
        assertThat(verdicts).containsExactly(Verdict.FRESH, Verdict.REMEMBERED);
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isEqualTo(1);
        assertThat(passwords.counts().hashes().count()).isEqualTo(1);
        assertThat(passwords.counts().waits().count()).isEqualTo(1);
    }

    @Test
    void afterItWasForgottenItIsHashedAgain() throws Exception {
        check(stored, RIGHT);
        stepHash();
        assertThat(passwords.remembered()).isEqualTo(1);
        passwords.forget("alice");
        check(stored, RIGHT);
        assertThat(verdicts).hasSize(1);
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.FRESH, Verdict.FRESH);
    }

    @Test
    void aWrongPasswordIsAnsweredWhenItsTimeHasCome() throws Exception {
        check(stored, WRONG);
        stepHash();
        assertWrongAfterItsTime();
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isEqualTo(1);
    }

    @Test
    void anUnknownUserCostsAHashAndTheSameTime() throws Exception {
        check(null, RIGHT);
        stepHash();
        assertWrongAfterItsTime();
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isEqualTo(1);
    }

    @Test
    void aWrongPasswordOfARememberedLoginWaitsItsTurnAndIsNotHashed() throws Exception {
        check(stored, RIGHT);
        stepHash();
        verdicts.clear();
        check(stored, WRONG);
        assertThat(passwords.waiting()).isEqualTo(1);
        stepHash();
        assertWrongAfterItsTime();
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isEqualTo(1);
        assertThat(passwords.counts().sum(HashEvent.SPARED)).isEqualTo(1);
    }

    @Test
    void aPasswordThatIsNobodysIsWrongWithoutAHash() throws Exception {
        check(stored, null);
        assertThat(passwords.waiting()).isZero();
        assertWrongAfterItsTime();
    }

    @Test
    void aWrongPasswordWhoseTimeHasPassedInTheQueueIsAnsweredAtOnce() throws Exception {
        check(stored, WRONG);
        clock.advanceMillis(REFUSAL_MS);
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.WRONG);
    }

    @Test
    void aHashThatHasNotBegunInASecondIsRefusedThen() throws Exception {
        check(stored, RIGHT);
        clock.advanceMillis(999);
        stepTimer();
        assertThat(verdicts).isEmpty();
        clock.advanceMillis(1);
        stepTimer();
        assertThat(verdicts).containsExactly(Verdict.BUSY);
        assertThat(passwords.waiting()).isZero();
        stepHash();
        assertThat(passwords.counts().sum(HashEvent.EXPIRED)).isEqualTo(1);
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isZero();
    }

    @Test
    void aWorkerTooRefusesWhatHasWaitedTooLong() throws Exception {
        check(stored, RIGHT);
        clock.advanceMillis(1_001);
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.BUSY);
        stepTimer();
        assertThat(verdicts).hasSize(1);
    }

    @Test
    void whatItsCallerHasGivenUpOnIsNotHashedWhereOthersWait() throws Exception {
        passwords.check(new Attempt("alice", stored, RIGHT, clock.nanoTime(), () -> false), verdicts::add);
        check(stored, RIGHT);
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.BUSY, Verdict.FRESH);
        assertThat(passwords.counts().sum(HashEvent.ABANDONED)).isEqualTo(1);
        assertThat(passwords.counts().sum(HashEvent.HASHED)).isEqualTo(1);
    }

    @Test
    void oneWhoSendsNothingMoreIsAnsweredWhereNobodyElseWaits() throws Exception {
        passwords.check(new Attempt("alice", stored, RIGHT, clock.nanoTime(), () -> false), verdicts::add);
        stepHash();
        assertThat(verdicts).containsExactly(Verdict.FRESH);
    }

    @Test
    void aWrongProofIsAnsweredWhenAWrongPasswordIs() throws Exception {
        check(stored, WRONG);
        passwords.refuse(clock.nanoTime(), () -> verdicts.add(Verdict.WRONG));
        stepHash();
        clock.advanceMillis(REFUSAL_MS - 1);
        stepTimer();
        assertThat(verdicts).isEmpty();
        clock.advanceMillis(1);
        stepTimer();
        assertThat(verdicts).containsExactly(Verdict.WRONG, Verdict.WRONG);
    }

    @Test
    void aSeededAccountLogsInAtOnceWhereThatIsAllowed() throws Exception {
        Credential seeded = new SeedUsers(0).account(7).credential();
        check(seeded, SeedUsers.password(7).getBytes(UTF_8));
        assertThat(verdicts).containsExactly(Verdict.SEEDED);
        check(seeded, RIGHT);
        verdicts.clear();
        assertWrongAfterItsTime();
    }

    @Test
    void aSeededAccountIsUnknownWhereItIsNotAllowed() throws Exception {
        Passwords strict = passwords(Pepper.NONE, false);
        Credential seeded = new SeedUsers(0).account(7).credential();
        byte[] password = SeedUsers.password(7).getBytes(UTF_8);
        strict.check(new Attempt("id7", seeded, password, clock.nanoTime(), () -> true), verdicts::add);
        workers.get(3).doWork();
        clock.advanceMillis(REFUSAL_MS);
        workers.get(5).doWork();
        assertThat(verdicts).containsExactly(Verdict.WRONG);
    }

    @Test
    void soIsOneThatWasRenewedUntilItsPasswordIsAnother() throws Exception {
        byte[] password = SeedUsers.password(12_345).getBytes(UTF_8);
        List<Credential> made = new ArrayList<>();
        passwords.renew(new SeedUsers(0).account(12_345).credential(), password, made::add);
        stepHash();
        passwords.renew(made.get(0), password, made::add);
        stepHash();
        passwords.create(password, () -> true, made::add);
        stepHash();
        Passwords strict = passwords(Pepper.NONE, false);
        for (Credential renewed : made) {
            strict.check(new Attempt("id12345", renewed, password, clock.nanoTime(), () -> true), verdicts::add);
            workers.get(3).doWork();
            clock.advanceMillis(REFUSAL_MS);
            workers.get(5).doWork();
        }
        assertThat(verdicts).containsExactly(Verdict.WRONG, Verdict.WRONG, Verdict.FRESH);
        assertThat(SeedUsers.isPublished("id012345", made.get(0))).isFalse();
        assertThat(SeedUsers.isPublished("id1", made.get(0))).isFalse();
        assertThat(SeedUsers.isPublished("alice", made.get(0))).isFalse();
    }

    @Test
    void aNewCredentialIsMadeByAWorker() throws Exception {
        List<Credential> made = new ArrayList<>();
        passwords.create(RIGHT, () -> true, made::add);
        assertThat(made).isEmpty();
        stepHash();
        assertThat(new PasswordHash(Pepper.NONE).matches(RIGHT, made.get(0))).isTrue();
        assertThat(passwords.isOutdated(made.get(0))).isFalse();
        assertThat(Passwords.isSamePassword(stored, made.get(0))).isFalse();
    }

    @Test
    void anOldCredentialIsRenewedOnlyWhenNoLoginWaits() throws Exception {
        List<Credential> made = new ArrayList<>();
        check(stored, RIGHT);
        passwords.renew(stored, RIGHT, made::add);
        assertThat(made).containsExactly((Credential) null);
        stepHash();
        passwords.renew(stored, RIGHT, made::add);
        stepHash();
        assertThat(made).hasSize(2).last().isNotNull();
        Credential renewed = made.get(1);
        assertThat(new PasswordHash(Pepper.NONE).matches(RIGHT, renewed)).isTrue();
        assertThat(renewed.salt()).isNotEqualTo(stored.salt());
        assertThat(Passwords.isSamePassword(stored, renewed)).isTrue();
        assertThat(Passwords.isSamePassword(renewed, stored)).isFalse();
    }

    @Test
    void aCredentialIsOutdatedWhenANewOneWouldBeBetter() {
        assertThat(passwords.isOutdated(stored)).isFalse();
        assertThat(passwords.isOutdated(new SeedUsers(0).account(1).credential()))
                .isTrue();
        assertThat(passwords.isOutdated(new Credential(
                        Scheme.ARGON2ID, 1_024, 2, stored.salt(), stored.storedKey(), stored.serverKey())))
                .isTrue();
        assertThat(passwords(Pepper.NONE, false)
                        .isOutdated(new SeedUsers(0).account(1).credential()))
                .isFalse();
        Passwords peppered = passwords(Pepper.of(RIGHT), true);
        assertThat(peppered.isOutdated(stored)).isTrue();
        assertThat(peppered.isOutdated(new PasswordHash(Pepper.of(RIGHT)).credential(RIGHT, CHEAP)))
                .isFalse();
    }

    @Test
    void aCredentialThatCannotBeCheckedIsAnsweredAndReported() {
        Credential covered = new PasswordHash(Pepper.of(WRONG)).credential(RIGHT, CHEAP);
        check(covered, RIGHT);
        assertThatThrownBy(this::stepHash).hasMessageContaining("pepper");
        assertThat(verdicts).containsExactly(Verdict.BUSY);
    }

    @Test
    void whatWaitsAtTheEndIsAnswered() throws Exception {
        check(stored, WRONG);
        stepHash();
        check(stored, RIGHT);
        for (Worker worker : workers) {
            worker.onClose();
        }
        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.WRONG, Verdict.BUSY);
        check(stored, RIGHT);
        check(null, null);
        assertThat(verdicts).hasSize(4).endsWith(Verdict.BUSY, Verdict.WRONG);
    }

    @Test
    void whereHashesAreSlowAWrongPasswordIsAnsweredLater() throws Exception {
        SlowClock slow = new SlowClock();
        Passwords late = passwords(Pepper.NONE, true, slow);
        late.check(new Attempt("alice", stored, WRONG, slow.nanoTime(), () -> true), verdicts::add);
        slow.lookNanos = TimeUnit.MILLISECONDS.toNanos(REFUSAL_MS);
        workers.get(3).doWork();
        slow.lookNanos = 0;
        assertThat(late.counts().hashes().maxMicros()).isEqualTo(REFUSAL_MS * 1_000);
        long answered = slow.nanoTime();
        verdicts.clear();
        late.check(new Attempt("bob", stored, null, answered, () -> true), verdicts::add);
        slow.nanos = answered + TimeUnit.MILLISECONDS.toNanos(2 * REFUSAL_MS - 1);
        stepTimer(workers.get(5));
        assertThat(verdicts).isEmpty();
        slow.nanos = answered + TimeUnit.MILLISECONDS.toNanos(2 * REFUSAL_MS);
        stepTimer(workers.get(5));
        assertThat(verdicts).containsExactly(Verdict.WRONG);
    }

    /** A clock that moves with each look at it. */
    private static final class SlowClock implements Clock {
        private long nanos;
        private long lookNanos;

        @Override
        public long nanoTime() {
            nanos += lookNanos;
            return nanos;
        }

        @Override
        public long epochMillis() {
            return 0;
        }
    }

    private Passwords passwords(Pepper pepper, boolean seedUsers) {
        return passwords(pepper, seedUsers, clock);
    }

    private Passwords passwords(Pepper pepper, boolean seedUsers, Clock clock) {
        PasswordConfig config = new PasswordConfig(
                CHEAP,
                2,
                TimeUnit.SECONDS.toNanos(1),
                TimeUnit.MILLISECONDS.toNanos(REFUSAL_MS),
                TimeUnit.MINUTES.toNanos(15),
                100,
                15,
                null,
                seedUsers,
                seedUsers);
        Passwords made = new Passwords(config, pepper, new DummyCredentials(new byte[32], CHEAP), clock, 0);
        made.addTo((worker, idlePolicy) -> {
            workers.add(worker);
            return null;
        });
        return made;
    }

    private void check(Credential credential, byte[] password) {
        passwords.check(new Attempt("alice", credential, password, clock.nanoTime(), () -> true), verdicts::add);
    }

    private void stepHash() throws Exception {
        workers.get(0).doWork();
    }

    private void stepTimer() throws Exception {
        stepTimer(workers.get(2));
    }

    private static void stepTimer(Worker timer) throws Exception {
        while (timer.doWork() > 0) {}
    }

    private void assertWrongAfterItsTime() throws Exception {
        assertThat(verdicts).isEmpty();
        clock.advanceMillis(REFUSAL_MS - 1);
        stepTimer();
        assertThat(verdicts).isEmpty();
        clock.advanceMillis(1);
        stepTimer();
        assertThat(verdicts).containsExactly(Verdict.WRONG);
    }
}

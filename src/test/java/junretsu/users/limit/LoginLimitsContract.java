package junretsu.users.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import junretsu.users.limit.Limited.Why;
import org.junit.jupiter.api.Test;

/** The promises of all limits. */
public abstract class LoginLimitsContract {
    protected static final String HERE = "192.0.2.1";
    protected static final String THERE = "192.0.2.2";

    protected abstract LoginLimits limits();

    /** Lets time pass. */
    protected abstract void pass(long ms);

    /** The milliseconds that a test may take between a failure and a look at its wait. */
    protected abstract long slackMs();

    @Test
    void fiveFailuresAreFreeAndTheNextOnesWaitTwiceAsLongEach() {
        fail("alice", HERE, 4);
        assertThat(check("alice", HERE, false)).isNull();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            fail("alice", HERE, 1);
            assertWaits(check("alice", HERE, false), Why.USER_AT_ADDRESS, seconds * 1_000);
            pass(seconds * 1_000);
            assertThat(check("alice", HERE, false)).isNull();
        }
    }

    @Test
    void othersHereAndTheSameUserElsewhereDoNotWait() {
        fail("alice", HERE, 10);
        assertThat(check("alice", THERE, false)).isNull();
        assertThat(check("bob", HERE, false)).isNull();
    }

    @Test
    void aKnownDeviceDoesNotPassTheLimitOfItsAddress() {
        fail("alice", HERE, 10);
        assertThat(check("alice", HERE, true)).isNotNull();
    }

    @Test
    void aRightPasswordBeginsAnew() {
        fail("alice", HERE, 4);
        succeeded("alice", HERE);
        fail("alice", HERE, 4);
        assertThat(check("alice", HERE, false)).isNull();
    }

    @Test
    void failuresAreForgottenAfterAQuarterOfAnHour() {
        fail("alice", HERE, 9);
        pass(TimeUnit.MINUTES.toMillis(15));
        fail("alice", HERE, 4);
        assertThat(check("alice", HERE, false)).isNull();
    }

    @Test
    void anAddressHasHundredFailuresAMinute() {
        for (int i = 0; i < 99; i++) {
            fail("user" + i, HERE, 1);
        }
        assertThat(check("carol", HERE, false)).isNull();
        pass(20_000);
        fail("bob", HERE, 1);
        assertWaits(check("carol", HERE, true), Why.ADDRESS, 40_000);
        assertThat(check("carol", THERE, false)).isNull();
        pass(40_000);
        assertThat(check("carol", HERE, false)).isNull();
        fail("bob", HERE, 99);
        assertThat(check("carol", HERE, false)).isNull();
        fail("bob", HERE, 1);
        assertWaits(check("carol", HERE, false), Why.ADDRESS, 60_000);
    }

    @Test
    void rightPasswordsOfAHallBehindOneAddressCountForNothing() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(check("user" + i, HERE, false)).isNull();
            succeeded("user" + i, HERE);
        }
    }

    @Test
    void hundredFailuresFromAnywhereLockAUserForAQuarterOfAnHourOnly() {
        failFromAnywhere("alice", 99);
        assertThat(check("alice", HERE, false)).isNull();
        pass(60_000);
        failFromAnywhere("alice", 1);
        assertWaits(check("alice", HERE, false), Why.USER, 900_000);
        pass(900_000);
        assertThat(check("alice", HERE, false)).isNull();
        failFromAnywhere("alice", 1);
        assertThat(check("alice", HERE, false)).isNull();
    }

    @Test
    void strangersCannotKeepTheOwnerOfAKnownDeviceOut() {
        failFromAnywhere("alice", 500);
        assertThat(check("alice", HERE, true)).isNull();
        succeeded("alice", HERE);
        assertThat(check("alice", THERE, false)).isNull();
    }

    @Test
    void wrongCodesFromAnywhereMakeTheNextCodeWaitButNoPassword() {
        failWithCodes(19);
        assertThat(checkCode()).isNull();
        failWithCodes(1);
        assertWaits(checkCode(), Why.CODE, 900_000);
        assertThat(check("alice", HERE, true)).isNull();
        pass(900_000);
        assertThat(checkCode()).isNull();
    }

    @Test
    void aRightCodeBeginsAnew() {
        failWithCodes(19);
        succeeded(LoginSource.of("alice", HERE).ofCode());
        failWithCodes(19);
        assertThat(checkCode()).isNull();
    }

    @Test
    void wrongPasswordsOfStrangersKeepNoCodeOut() {
        failFromAnywhere("alice", 500);
        assertThat(checkCode()).isNull();
    }

    private Limited checkCode() {
        return limits().check(LoginSource.of("alice", THERE).ofCode(), true)
                .toCompletableFuture()
                .join();
    }

    private void failWithCodes(int times) {
        for (int i = 0; i < times; i++) {
            LoginSource source = LoginSource.of("alice", "198.51.100." + i).ofCode();
            limits().settle(source, true, false).toCompletableFuture().join();
        }
    }

    @Test
    void ofTriesUnderWayTogetherTheFirstFewAloneAreTold() {
        for (int i = 0; i < 50; i++) {
            assertThat(check("alice", HERE, false)).isNull();
        }
        int told = 0;
        for (int i = 0; i < 49; i++) {
            told += settle("alice", HERE, false) == null ? 1 : 0;
        }
        assertThat(told).isBetween(5, 8);
        assertThat(settle("alice", HERE, true).why()).isEqualTo(Why.USER_AT_ADDRESS);
        assertThat(check("alice", HERE, false)).isNotNull();
    }

    @Test
    void aNameAsLongAsALineIsANameLikeAnyOther() {
        String name = "x".repeat(60_000);
        fail(name, HERE, 10);
        assertThat(check(name, HERE, false)).isNotNull();
        assertThat(check(name + "x", HERE, false)).isNull();
    }

    protected final Limited check(String username, String address, boolean isKnown) {
        return limits().check(LoginSource.of(username, address), isKnown)
                .toCompletableFuture()
                .join();
    }

    protected final void succeeded(String username, String address) {
        succeeded(LoginSource.of(username, address));
    }

    /** A question to the same limits is answered after what they were told before. */
    private void succeeded(LoginSource source) {
        LoginLimits told = limits();
        assertThat(told.settle(source, true, true).toCompletableFuture().join()).isNull();
        told.check(source, true).toCompletableFuture().join();
    }

    private Limited settle(String username, String address, boolean isRight) {
        return limits().settle(LoginSource.of(username, address), false, isRight)
                .toCompletableFuture()
                .join();
    }

    protected final void fail(String username, String address, int times) {
        for (int i = 0; i < times; i++) {
            settle(username, address, false);
        }
    }

    private void failFromAnywhere(String username, int times) {
        for (int i = 0; i < times; i++) {
            fail(username, "198.51.100." + i, 1);
        }
    }

    private void assertWaits(Limited limited, Why why, long ms) {
        if (limited == null && ms <= slackMs()) {
            return;
        }
        assertThat(limited.why()).isEqualTo(why);
        assertThat(limited.waitMs()).isBetween(Math.max(1, ms - slackMs()), ms);
    }
}

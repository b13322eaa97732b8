package junretsu.users.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import junretsu.base.ManualClock;
import junretsu.users.limit.Limited.Why;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private final ManualClock clock = new ManualClock();
    private final LoginLimits limits = new LoginLimits(1_000, clock);

    @Test
    void fiveFailuresAreFreeAndTheNextOnesWaitTwiceAsLongEach() {
        fail("alice", HERE, 4);
        assertThat(limits.check("alice", HERE, false)).isNull();
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
            fail("alice", HERE, 1);
            assertThat(limits.check("alice", HERE, false)).isEqualTo(new Limited(Why.USER_AT_ADDRESS, seconds * 1_000));
            clock.advanceMillis(seconds * 1_000 - 1);
            assertThat(limits.check("alice", HERE, false)).isEqualTo(new Limited(Why.USER_AT_ADDRESS, 1));
            clock.advanceMillis(1);
            assertThat(limits.check("alice", HERE, false)).isNull();
        }
    }

    @Test
    void othersHereAndTheSameUserElsewhereDoNotWait() {
        fail("alice", HERE, 10);
        assertThat(limits.check("alice", THERE, false)).isNull();
        assertThat(limits.check("bob", HERE, false)).isNull();
    }

    @Test
    void aKnownDeviceDoesNotPassTheLimitOfItsAddress() {
        fail("alice", HERE, 10);
        assertThat(limits.check("alice", HERE, true)).isNotNull();
    }

    @Test
    void aRightPasswordBeginsAnew() {
        fail("alice", HERE, 4);
        limits.succeeded("alice", HERE);
        fail("alice", HERE, 4);
        assertThat(limits.check("alice", HERE, false)).isNull();
    }

    @Test
    void failuresAreForgottenAfterAQuarterOfAnHour() {
        fail("alice", HERE, 9);
        clock.advanceMillis(TimeUnit.MINUTES.toMillis(15));
        fail("alice", HERE, 4);
        assertThat(limits.check("alice", HERE, false)).isNull();
    }

    @Test
    void anAddressHasHundredFailuresAMinute() {
        for (int i = 0; i < 99; i++) {
            fail("user" + i, HERE, 1);
        }
        assertThat(limits.check("carol", HERE, false)).isNull();
        clock.advanceMillis(20_000);
        fail("bob", HERE, 1);
        assertThat(limits.check("carol", HERE, true)).isEqualTo(new Limited(Why.ADDRESS, 40_000));
        assertThat(limits.check("carol", THERE, false)).isNull();
        clock.advanceMillis(40_000);
        assertThat(limits.check("carol", HERE, false)).isNull();
        fail("bob", HERE, 99);
        assertThat(limits.check("carol", HERE, false)).isNull();
        fail("bob", HERE, 1);
        assertThat(limits.check("carol", HERE, false)).isEqualTo(new Limited(Why.ADDRESS, 60_000));
    }

    @Test
    void rightPasswordsOfAHallBehindOneAddressCountForNothing() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(limits.check("user" + i, HERE, false)).isNull();
            limits.succeeded("user" + i, HERE);
        }
    }

    @Test
    void hundredFailuresFromAnywhereLockAUserForAQuarterOfAnHourOnly() {
        failFromAnywhere("alice", 99);
        assertThat(limits.check("alice", HERE, false)).isNull();
        clock.advanceMillis(60_000);
        failFromAnywhere("alice", 1);
        assertThat(limits.check("alice", HERE, false)).isEqualTo(new Limited(Why.USER, 900_000));
        clock.advanceMillis(900_000);
        assertThat(limits.check("alice", HERE, false)).isNull();
        failFromAnywhere("alice", 1);
        assertThat(limits.check("alice", HERE, false)).isNull();
    }

    @Test
    void strangersCannotKeepTheOwnerOfAKnownDeviceOut() {
        failFromAnywhere("alice", 500);
        assertThat(limits.check("alice", HERE, true)).isNull();
        limits.succeeded("alice", HERE);
        assertThat(limits.check("alice", THERE, false)).isNull();
    }

    @Test
    void theOldestEntriesMakeRoom() {
        fail("alice", HERE, 10);
        for (int i = 0; i < 1_000; i++) {
            limits.failed("user" + i, "192.0.2." + i);
        }
        assertThat(limits.check("alice", HERE, false)).isNull();
    }

    @Test
    void anAddressOfIpv6IsLimitedByItsFirst64Bits() throws Exception {
        assertThat(block("2001:db8:1:2::1")).isEqualTo(block("2001:db8:1:2:ffff::9"));
        assertThat(block("2001:db8:1:2::1")).isNotEqualTo(block("2001:db8:1:3::1"));
        assertThat(block("192.0.2.1")).isEqualTo("192.0.2.1").isEqualTo(block("::ffff:192.0.2.1"));
    }

    @Test
    void aDeviceIsKnownToItsUserForHalfAYear() {
        KnownDevices devices = new KnownDevices(new byte[32], clock);
        String cookie = devices.cookie("alice");
        assertThat(devices.isKnown(cookie, "alice")).isTrue();
        assertThat(devices.isKnown(cookie, "bob")).isFalse();
        assertThat(devices.isKnown("1" + cookie, "alice")).isFalse();
        assertThat(new KnownDevices(new byte[] {1}, clock).isKnown(cookie, "alice"))
                .isFalse();
        clock.advanceMillis(TimeUnit.DAYS.toMillis(180));
        assertThat(devices.isKnown(cookie, "alice")).isTrue();
        clock.advanceMillis(1_000);
        assertThat(devices.isKnown(cookie, "alice")).isFalse();
    }

    @Test
    void whatIsNoCookieIsNotKnown() {
        KnownDevices devices = new KnownDevices(new byte[32], clock);
        for (String cookie : new String[] {null, "", ".", "0", "0.", "-1.x", "x.y", "9".repeat(19) + ".x", "٣.x"}) {
            assertThat(devices.isKnown(cookie, "alice")).as(cookie).isFalse();
        }
    }

    private void fail(String username, String address, int times) {
        for (int i = 0; i < times; i++) {
            limits.failed(username, address);
        }
    }

    private void failFromAnywhere(String username, int times) {
        for (int i = 0; i < times; i++) {
            limits.failed(username, "198.51.100." + i);
        }
    }

    private static String block(String address) throws Exception {
        return AddressBlock.of(InetAddress.getByName(address));
    }
}

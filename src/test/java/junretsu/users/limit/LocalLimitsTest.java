package junretsu.users.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import junretsu.base.ManualClock;
import junretsu.users.limit.Limited.Why;
import org.junit.jupiter.api.Test;

class LocalLimitsTest extends LoginLimitsContract {
    private final ManualClock clock = new ManualClock();
    private final LoginLimits limits = new LocalLimits(1_000, clock);

    @Override
    protected LoginLimits limits() {
        return limits;
    }

    @Override
    protected void pass(long ms) {
        clock.advanceMillis(ms);
    }

    @Override
    protected long slackMs() {
        return 0;
    }

    @Test
    void aWaitEndsToTheMillisecond() {
        fail("alice", HERE, 10);
        clock.advanceMillis(31_999);
        assertThat(check("alice", HERE, false)).isEqualTo(new Limited(Why.USER_AT_ADDRESS, 1));
        clock.advanceMillis(1);
        assertThat(check("alice", HERE, false)).isNull();
    }

    @Test
    void theOldestEntriesMakeRoom() {
        fail("alice", HERE, 10);
        for (int i = 0; i < 1_000; i++) {
            fail("user" + i, "192.0.2." + i, 10);
        }
        assertThat(check("alice", HERE, false)).isNull();
    }

    @Test
    void failuresOfEverNewNamesDoNotMakeThoseOfAUserForgotten() {
        LoginLimits limits = new LocalLimits(clock);
        for (int i = 0; i < 100; i++) {
            limits.settle(LoginSource.of("alice", "198.51.100." + i), false, false);
        }
        for (int i = 0; i < 100_000; i++) {
            limits.settle(LoginSource.of("nobody" + i, "203.0." + i % 1_000 / 250 + "." + i % 250), false, false);
        }
        assertThat(limits.check(LoginSource.of("alice", HERE), false))
                .isCompletedWithValue(new Limited(Why.USER, 900_000));
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

    private static String block(String address) throws Exception {
        return AddressBlock.of(InetAddress.getByName(address));
    }
}

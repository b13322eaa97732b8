package junretsu.web;

import static junretsu.web.StreamPlaces.Entry.ALL_TAKEN;
import static junretsu.web.StreamPlaces.Entry.SHARE_TAKEN;
import static junretsu.web.StreamPlaces.Entry.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class StreamPlacesTest {
    private final StreamPlaces places = new StreamPlaces(10);

    @Test
    void leavesHalfToOthersThanOneAddress() throws Exception {
        InetAddress greedy = address("192.0.2.1");
        for (int i = 0; i < 5; i++) {
            assertThat(places.enter(greedy)).isEqualTo(TAKEN);
        }
        assertThat(places.enter(greedy)).isEqualTo(SHARE_TAKEN);
        assertThat(places.enter(address("192.0.2.2"))).isEqualTo(TAKEN);
        places.leave(greedy);
        assertThat(places.enter(greedy)).isEqualTo(TAKEN);
        assertThat(places.taken()).isEqualTo(6);
    }

    @Test
    void takesThePrefixOfAnIpv6AddressForTheAddress() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(places.enter(address("2001:db8::" + i))).isEqualTo(TAKEN);
        }
        assertThat(places.enter(address("2001:db8::ffff:1:2:3"))).isEqualTo(SHARE_TAKEN);
        assertThat(places.enter(address("2001:db8:0:1::1"))).isEqualTo(TAKEN);
    }

    @Test
    void takesAProxyOnThisMachineForEverybody() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(places.enter(address(i % 2 == 0 ? "127.0.0.1" : "::1"))).isEqualTo(TAKEN);
        }
        assertThat(places.enter(address("127.0.0.1"))).isEqualTo(ALL_TAKEN);
        for (int i = 0; i < 10; i++) {
            places.leave(address(i % 2 == 0 ? "127.0.0.1" : "::1"));
        }
        assertThat(places.taken()).isZero();
        assertThat(places.enter(address("192.0.2.1"))).isEqualTo(TAKEN);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}

package junretsu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {

    @Test
    void keepsAPageFromElsewhereAwayFromAServerThatOnlyThisMachineReaches() throws Exception {
        HostNames names = new HostNames(InetAddress.getByName("127.0.0.1"), "127.0.0.1", List.of());
        for (String own : new String[] {
            "127.0.0.1:8080",
            "127.0.0.1",
            "localhost:8080",
            "LOCALHOST",
            "a.localhost:1",
            "[::1]:8080",
            "10.0.0.7",
            null
        }) {
            assertThat(names.accept(own)).as(own).isTrue();
        }
        for (String other :
                new String[] {"evil.example.org:8080", "localhost.example.org", "127.0.0.1.nip.io", "x", "0x7f.1"}) {
            assertThat(names.accept(other)).as(other).isFalse();
        }
    }

    @Test
    void answersToTheNamesItIsGiven() throws Exception {
        HostNames names =
                new HostNames(InetAddress.getByName("127.0.0.1"), "Votes.internal", List.of("votes.Example.org"));
        assertThat(names.accept("VOTES.example.org:443")).isTrue();
        assertThat(names.accept("votes.internal:8080")).isTrue();
        assertThat(names.accept("example.org")).isFalse();
    }

    @Test
    void answersToAllNamesWhereOthersCanReachIt() throws Exception {
        InetAddress all = InetAddress.getByName("0.0.0.0");
        assertThat(new HostNames(all, "*", List.of()).accept("votes:8080")).isTrue();
        assertThat(new HostNames(all, "*", List.of("votes")).accept("evil.example.org"))
                .isFalse();
    }
}

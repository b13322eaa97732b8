package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class EverywhereTest {
    @Test
    void anAddressThatStandsForAllIsTranslatedIntoOnesThatCanBeOpened() throws Exception {
        InetAddress own = InetAddress.getByName("10.0.0.7");
        assertThat(Everywhere.notes("votes at udp *:9999, https://*:8080, engine nio", () -> own))
                .containsExactly(
                        "on this machine it is at https://localhost:8080/, for others at https://10.0.0.7:8080/");
        assertThat(Everywhere.notes("items at http://*:5000, data x", () -> null))
                .containsExactly("on this machine it is at http://localhost:5000/");
    }

    @Test
    void anAddressThatCanBeOpenedNeedsNoTranslation() {
        assertThat(Everywhere.notes("votes at udp *:9999, http://127.0.0.1:8080, engine nio", () -> {
                    throw new AssertionError("asked in vain");
                }))
                .isEmpty();
    }
}

package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StartExceptionTest {
    @Test
    void aReasonBeginsSmallAndKeepsItsNames() {
        assertThat(StartException.cannotListen("--udp *:1", new IOException("No names in /A/B; see README.md")))
                .hasMessage("cannot listen at --udp *:1: no names in /A/B; see README.md");
    }
}

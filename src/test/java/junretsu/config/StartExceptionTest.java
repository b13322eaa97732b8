package junretsu.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartExceptionTest {
    @Test
    void aReasonBeginsSmallAndKeepsItsNames() {
        assertThat(StartException.cannotListen(
                        "--udp *:1", "--udp", new IOException("No names in /A/B; see README.md")))
                .hasMessage("cannot listen at --udp *:1: no names in /A/B; see README.md");
    }

    @Test
    void whoFindsAPortTakenHearsOfBothWaysOut() {
        HostPort here = HostPort.parse("127.0.0.1:8080");
        assertThat(StartException.cannotListen("--http", here, new BindException("Address already in use")))
                .hasMessage("cannot listen at --http 127.0.0.1:8080: address already in use; end the program that has"
                        + " it, or give another --http");
    }
}

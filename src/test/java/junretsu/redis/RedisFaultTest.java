package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RedisFaultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "READONLY You can't write against a read only replica. script: x, on @user_script:1. | readonly",
                "OOM command not allowed when used memory > 'maxmemory'.                             | oom",
                "ERR Error running script (call to f_x): @user_script:1: -OOM command not allowed    | oom",
                "LOADING Redis is loading the dataset in memory                                      | loading",
                "MISCONF Redis is configured to save RDB snapshots                                   | misconf",
                "NOAUTH Authentication required.                                                     | auth",
                "WRONGPASS invalid username-password pair or user is disabled.                       | auth",
                "NOPERM User x has no permissions                                                    | auth",
                "CLUSTERDOWN Hash slot not served                                                    | cluster",
                "BUSY Redis is busy running a script                                                 | busy",
                "NOREPLICAS Not enough good replicas to write.                                       | noreplicas",
                "ERR something new                                                                   | error",
            })
    void knowsWhatRedisMeans(String reply, String label) {
        assertThat(RedisFault.ofReply(reply).label()).isEqualTo(label);
    }

    @Test
    void knowsHowAConnectionEnds() {
        assertThat(fault(new SocketTimeoutException("late"), true)).isEqualTo(RedisFault.TIMEOUT);
        assertThat(fault(new ConnectException("refused"), false)).isEqualTo(RedisFault.CONNECT);
        assertThat(fault(new SSLHandshakeException("who"), false)).isEqualTo(RedisFault.TLS);
        assertThat(fault(null, true)).isEqualTo(RedisFault.RESET);
    }

    @Test
    void tellsTheInnermostReasonWithoutTheScriptsPosition() {
        assertThat(RedisFault.reason(new JedisConnectionException("outer", new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(RedisFault.reason(new JedisConnectionException("Unexpected end of stream.")))
                .isEqualTo("Unexpected end of stream");
    }

    private static RedisFault fault(Exception cause, boolean wasConnected) {
        return RedisFault.ofConnection(new JedisConnectionException("broken", cause), wasConnected);
    }
}

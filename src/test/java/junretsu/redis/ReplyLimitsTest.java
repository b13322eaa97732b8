package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyLimitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2000000000\r\n",
                "*2147483647\r\n",
                "$99999999999999999999999999\r\n",
                "*3\r\n$1000000000\r\n",
                "$1x\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "+OK\r\n?\r\n"
            })
    void endsWhatPromisesTooMuchOrIsNoReply(String reply) {
        assertThatThrownBy(() -> read(reply, new Random(1))).isInstanceOf(IOException.class);
    }

    @Test
    void endsWhatIsNestedTooDeepAndWhatAddsUpToTooMuch() {
        String deepest = "*1\r\n".repeat(ReplyLimits.DEPTH_MAX) + ":1\r\n";
        String elements = "*" + (ReplyLimits.ELEMENTS_MAX / 2 + 1) + "\r\n";
        String line = "-" + "x".repeat(ReplyLimits.BYTES_MAX) + "\r\n";
        assertThatThrownBy(() -> read("*1\r\n" + deepest, new Random(1))).hasMessageContaining("nested");
        assertThatThrownBy(() -> read("*2\r\n" + elements + elements, new Random(1)))
                .hasMessageContaining("elements");
        assertThatThrownBy(() -> read(line, new Random(1))).hasMessageContaining("bytes");
    }

    @Test
    void letsRepliesOfAnySizeWithinTheLimitsPassOneAfterTheOther() throws IOException {
        String deep = "*1\r\n".repeat(ReplyLimits.DEPTH_MAX) + ":1\r\n";
        String big = "$" + (ReplyLimits.BYTES_MAX / 2) + "\r\n" + "$".repeat(ReplyLimits.BYTES_MAX / 2) + "\r\n";
        String nulls = "*-1\r\n$-1\r\n*0\r\n$0\r\n\r\n*3\r\n$-1\r\n*0\r\n*2\r\n+a\r\n:-5\r\n";
        String all = deep + big + nulls + big + big + deep + "-ERR no\r\n";
        for (int seed = 0; seed < 3; seed++) {
            assertThat(read(all, new Random(seed))).isEqualTo(all);
        }
    }

    /** Reads in pieces of random size, a byte alone now and then. */
    private static String read(String replies, Random random) throws IOException {
        byte[] bytes = replies.getBytes(StandardCharsets.US_ASCII);
        ReplyLimits in = new ReplyLimits(new ByteArrayInputStream(bytes));
        byte[] seen = new byte[bytes.length];
        int size = 0;
        while (size < seen.length) {
            if (random.nextInt(10) == 0) {
                seen[size++] = (byte) in.read();
            } else {
                size += in.read(seen, size, 1 + random.nextInt(Math.min(8_192, seen.length - size)));
            }
        }
        assertThat(in.read()).isEqualTo(-1);
        return new String(seen, StandardCharsets.US_ASCII);
    }
}

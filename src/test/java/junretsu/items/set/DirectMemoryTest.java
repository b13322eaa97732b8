package junretsu.items.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DirectMemoryTest {
    @Test
    void theLimitIsTheHeapsUnlessItIsGiven() {
        assertThat(DirectMemory.maxBytes(List.of("-Xmx1g", "-ea"), 77)).isEqualTo(77);
        assertThat(DirectMemory.maxBytes(List.of("-XX:MaxDirectMemorySize=1000"), 77))
                .isEqualTo(1_000);
        assertThat(DirectMemory.maxBytes(List.of("-XX:MaxDirectMemorySize=3k"), 77))
                .isEqualTo(3 << 10);
        assertThat(DirectMemory.maxBytes(List.of("-XX:MaxDirectMemorySize=1g", "-XX:MaxDirectMemorySize=5M"), 77))
                .isEqualTo(5 << 20);
        assertThat(DirectMemory.maxBytes(List.of("-XX:MaxDirectMemorySize=6G"), 77))
                .isEqualTo(6L << 30);
    }
}

package junretsu.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.HostPort;
import org.junit.jupiter.api.Test;

class RedisAddressesTest {
    private final RedisAddresses addresses = new RedisAddresses(List.of(new HostPort("seed", 1)));

    @Test
    void triesTheSeedsAndThoseThatTheClusterNamedLast() {
        addresses.learnAll(slots("a", "b"));
        assertThat(all()).containsExactlyInAnyOrder("seed:1", "a:7", "b:7");
        for (int i = 0; i < 100; i++) {
            addresses.learnAll(slots("b", "pod-" + i));
        }
        assertThat(all()).containsExactlyInAnyOrder("seed:1", "b:7", "pod-99:7");
    }

    @Test
    void goesWhereARedirectionSaysAndElsewhereOnceThatFails() {
        assertThat(addresses.name("x", 5)).isTrue();
        assertThat(addresses.current()).hasToString("x:5");
        assertThat(addresses.name("", 6)).as("the same host").isTrue();
        assertThat(addresses.current()).hasToString("x:6");
        addresses.passOn();
        assertThat(addresses.current()).hasToString("seed:1");
    }

    @Test
    void takesNoAddressThatIsNone() {
        assertThat(addresses.name("x", 99_999)).isFalse();
        assertThat(addresses.name("x", 0)).isFalse();
        addresses.learnAll(List.of(List.of(0L, 1L, List.of(bytes("x"), 99_999L), List.of(bytes("")), "?"), "odd"));
        assertThat(all()).containsExactly("seed:1");
        assertThat(addresses.current()).hasToString("seed:1");
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            all.add(addresses.current().toString());
            addresses.passOn();
        }
        return all;
    }

    private static Object slots(String... hosts) {
        List<Object> range = new ArrayList<>(List.of(0L, 16_383L));
        for (String host : hosts) {
            range.add(List.of(bytes(host), 7L, bytes("id")));
        }
        return List.of(range);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

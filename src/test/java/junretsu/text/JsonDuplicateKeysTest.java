package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDuplicateKeysTest {
    private static final String DUPLICATE = "the key stands twice in its object";

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);

    private void read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        json.reset(bytes, 0, bytes.length).skip();
        json.end();
    }

    private static String object(int keys, String prefix) {
        return IntStream.range(0, keys)
                .mapToObj(i -> '"' + prefix + i + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 18, 31, 32, 33, 64, 65, 1000, 4095})
    void findsTheFirstAndTheLastKeyAgainAmongSoMany(int keys) {
        for (String prefix : new String[] {"", "key", "a key longer than a word "}) {
            String object = object(keys, prefix);
            assertThatCode(() -> read(object)).doesNotThrowAnyException();
            for (int again : new int[] {0, keys / 2, keys - 1}) {
                String more = object.replace("}", ",\"" + prefix + again + "\":0}");
                assertThatThrownBy(() -> read(more)).hasMessageEndingWith(DUPLICATE);
            }
        }
    }

    @Test
    void keepsTheTablesOfNestedObjectsApart() {
        String inner = object(100, "");
        String outer = object(40, "").replace("39}", inner + ",\"x\":[" + inner + "," + inner + "],\"40\":0}");
        assertThatCode(() -> read(outer)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(outer.replace("\"40\":0}", "\"7\":0}"))).hasMessageEndingWith(DUPLICATE);
        assertThatThrownBy(() -> read(outer.replace("98,", "98,\"5\":0,"))).hasMessageEndingWith(DUPLICATE);
    }

    @Test
    void comparesTheBytesOfKeysWithOneHash() {
        byte[] text = new byte[64 * 8];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i / 8);
        }
        JsonOpenKeys keys = new JsonOpenKeys(JsonLimits.DEFAULT);
        keys.reset(text);
        keys.openObject();
        long hash = Long.MIN_VALUE | 12345;
        for (int key = 0; key < 64; key++) {
            assertThat(keys.add(hash, 8 * key, 8)).isNull();
            assertThat(keys.add(hash, 8 * (key / 2), 8)).isEqualTo(DUPLICATE);
        }
    }

    @Test
    void agreesWithASetOnRandomObjects() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        int duplicates = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            boolean duplicate = randomObject(random, text, 4);
            duplicates += duplicate ? 1 : 0;
            try {
                read(text.toString());
                assertThat(duplicate).as("seed %d: %s", seed, text).isFalse();
            } catch (JsonException e) {
                assertThat(duplicate).as("seed %d: %s: %s", seed, text, e).isTrue();
            }
        }
        assertThat(duplicates).as("seed %d", seed).isBetween(500, 4_500);
    }

    private static boolean randomObject(Random random, StringBuilder text, int depth) {
        Set<String> keys = new HashSet<>();
        boolean duplicate = false;
        int range = random.nextBoolean() ? 40 : 10_000;
        text.append('{');
        for (int n = random.nextInt(random.nextInt(3) == 0 ? 40 : 8); n > 0; n--) {
            String key = (range % 3 == 0 ? "k" : "some longer key ") + random.nextInt(range);
            duplicate |= !keys.add(key);
            String escaped = String.format("\\u%04x", (int) key.charAt(0)) + key.substring(1);
            text.append(keys.size() + (duplicate ? 1 : 0) > 1 ? "," : "")
                    .append('"')
                    .append(random.nextInt(4) == 0 ? escaped : key)
                    .append("\":");
            if (depth > 0 && random.nextInt(8) == 0) {
                duplicate |= randomObject(random, text, depth - 1);
            } else {
                text.append("\"k1\"");
            }
        }
        text.append('}');
        return duplicate;
    }

    @Test
    void limitsTheKeysOfAllOpenObjectsTogether() {
        assertThatCode(() -> read(object(4_096, "k"))).doesNotThrowAnyException();
        assertThatCode(() -> read("[" + object(4_096, "k") + "," + object(4_096, "k") + "]"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> read(object(4_097, "k")))
                .hasMessageEndingWith("there are more than 4096 keys in the objects that are open here");
        assertThatThrownBy(() -> read(object(2_000, "k").replace("1999}", object(2_097, "k") + "}")))
                .hasMessageContaining("more than 4096 keys");
    }

    @Test
    void limitsToFewerKeysThanAreTakenAtOnce() {
        byte[] two = "{\"a\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
        for (int limit = 0; limit < 4; limit++) {
            JsonPull strict = new JsonPull(new JsonLimits(1, 100, 100, 100, limit));
            assertThat(catches(() -> strict.reset(two, 0, two.length).skip())).isEqualTo(limit < 2);
        }
    }

    private static boolean catches(Runnable reading) {
        try {
            reading.run();
            return false;
        } catch (JsonException e) {
            return true;
        }
    }

    /** Nothing here may take time by the square of the keys: so many would need minutes. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void readsVeryManyKeys() {
        JsonPull wide = new JsonPull(new JsonLimits(64, 1 << 30, 1 << 20, 100, 200_000));
        for (String prefix : new String[] {"", "a key longer than a word ", "\\u0061 key with an escape "}) {
            byte[] text = object(200_000, prefix).getBytes(StandardCharsets.UTF_8);
            wide.reset(text, 0, text.length).skip();
            wide.end();
        }
    }
}

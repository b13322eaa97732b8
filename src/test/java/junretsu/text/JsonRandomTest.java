package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random texts, whole and damaged, against {@link PlainJson}. */
class JsonRandomTest {
    private static final String TOKENS = "{}[]\",:\\u0019eE+-. \n/truefalsn\0\ud83d\ude00é";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomJson json = new RandomJson(random);
    private final JsonPull pull = new JsonPull(JsonLimits.DEFAULT);

    /** Where the range before it ended in an exception, the next one must not notice. */
    private JsonException problem(byte[] text) {
        int before = random.nextInt(9);
        byte[] bytes = new byte[before + text.length + random.nextInt(9)];
        random.nextBytes(bytes);
        System.arraycopy(text, 0, bytes, before, text.length);
        try {
            pull.reset(bytes, before, text.length).skip();
            pull.end();
            return null;
        } catch (JsonException e) {
            return e;
        }
    }

    /** Both readers and the judge are of one opinion. */
    private void assertAgreement(byte[] text) {
        String where = "seed " + seed + ", text " + new String(text, StandardCharsets.UTF_8);
        List<Object> judged = PlainJson.read(text);
        JsonException problem = problem(text);
        try {
            Object value = JsonReader.read(text);
            assertThat(judged).as(where).isNotNull();
            assertThat(value).as(where).isEqualTo(judged.get(0));
            assertThat(problem).as(where).isNull();
        } catch (JsonException e) {
            assertThat(judged).as(where).isNull();
            assertThat(e.offset()).as(where).isBetween(0, text.length);
            assertThat(problem)
                    .as(where)
                    .satisfiesAnyOf(
                            same -> assertThat(same).hasMessage(e.getMessage()),
                            same -> assertThat(e).hasMessageContaining("the number is too large"));
        }
    }

    @Test
    void readsBackRandomValues() {
        for (int i = 0; i < 3_000; i++) {
            Object value = json.value(5);
            String text = json.write(value);
            assertThat(JsonReader.read(text)).as("seed %d, text %s", seed, text).isEqualTo(value);
            assertAgreement(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void judgesDamagedTextsRightly() {
        byte[] text = {};
        for (int i = 0; i < 100_000; i++) {
            if (i % 50 == 0) {
                text = json.write(json.value(3)).getBytes(StandardCharsets.UTF_8);
            }
            byte[] damaged = damaged(text);
            if (damaged.length < 2_000) {
                assertAgreement(damaged);
            }
            text = i % 3 == 0 ? damaged : text;
        }
    }

    private byte[] damaged(byte[] text) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(random.nextBoolean() ? 2 : 12));
        byte[] piece = switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> {
                int start = random.nextInt(text.length + 1);
                yield Arrays.copyOfRange(text, start, start + random.nextInt(text.length - start + 1));
            }
            default -> token().getBytes(StandardCharsets.UTF_8);
        };
        byte[] damaged = Arrays.copyOf(text, text.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, damaged, from, piece.length);
        System.arraycopy(text, to, damaged, from + piece.length, text.length - to);
        return damaged;
    }

    private String token() {
        int start = random.nextInt(TOKENS.length());
        return TOKENS.substring(start, Math.min(TOKENS.length(), start + 1 + random.nextInt(3)));
    }

    @Test
    void judgesRandomTokensRightly() {
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(token());
            }
            assertAgreement(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}

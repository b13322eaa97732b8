package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random texts, whole and damaged, against {@link PlainJson}. */
class JsonRandomTest {
    private static final String TOKENS = "{}[]\",:\\u0019eE+-. \n/truefalsn\0\ud83d\ude00é";

    private final long seed = Seed.draw();
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

    /** Both readers and the judge are of one opinion, which is returned: whether it is JSON. */
    private boolean assertAgreement(byte[] text) {
        List<Object> judged = PlainJson.read(text);
        JsonException problem = problem(text);
        boolean agreed;
        try {
            Object value = JsonReader.read(text);
            agreed = judged != null && Objects.equals(value, judged.get(0)) && problem == null;
        } catch (JsonException e) {
            agreed = judged == null
                    && e.offset() >= 0
                    && e.offset() <= text.length
                    && (e.problem().equals("the number is too large")
                            || e.getMessage().equals(problem.getMessage()));
        }
        if (!agreed) {
            fail("seed %d, judged %s, problem %s: %s", seed, judged, problem, new String(text, StandardCharsets.UTF_8));
        }
        return judged != null;
    }

    @Test
    void readsBackRandomValues() {
        for (int i = 0; i < 2_000; i++) {
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
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            if (i % 20 == 0) {
                text = text();
            }
            byte[] damaged = damaged(text);
            if (assertAgreement(damaged)) {
                accepted++;
                text = damaged;
            }
        }
        assertThat(accepted).as("seed %d", seed).isBetween(10_000, 90_000);
    }

    private byte[] text() {
        byte[] text;
        do {
            text = json.write(json.value(3)).getBytes(StandardCharsets.UTF_8);
        } while (text.length > 300);
        return text;
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
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(token());
            }
            assertAgreement(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}

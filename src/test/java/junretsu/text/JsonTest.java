package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsBackWhatWasWritten() {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("total", 30_000_000L)
                .field("rate", 500_123.44, 1)
                .field("ok", true)
                .fieldNull("nothing");
        json.beginObject("buttons").field("0", 7).field("255", Long.MAX_VALUE).endObject();
        json.beginArray("milestones").endArray().field("event", "a\"b\\c\nü\u0001");
        json.endObject();

        Map<String, Object> read = JsonReader.readObject(json.toString());

        assertThat(read)
                .containsEntry("total", 30_000_000L)
                .containsEntry("rate", 500_123.4)
                .containsEntry("ok", true)
                .containsEntry("nothing", null)
                .containsEntry("buttons", Map.of("0", 7L, "255", Long.MAX_VALUE))
                .containsEntry("milestones", List.of())
                .containsEntry("event", "a\"b\\c\nü\u0001");
    }

    @Test
    void writesNullForWhatIsNoNumber() {
        assertThat(new JsonWriter().beginObject().field("x", Double.NaN, 1).endObject())
                .hasToString("{\"x\":null}");
    }

    @Test
    void readsEscapesNumbersAndSpace() {
        assertThat(JsonReader.read(" [ \"\\u00e4\\/\\t\" , -0.5e+2 , 0, 12345678901234567890, true,false,null, {} ] "))
                .isEqualTo(
                        java.util.Arrays.asList("ä/\t", -50.0, 0L, 1.2345678901234567E19, true, false, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "01",
                "1.",
                "+1",
                "--1",
                "1e",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "[1] 2",
                "{a:1}",
                "\"\n\"",
                "]"
            })
    void refusesWhatIsNotJsonAndSaysWhere(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at character");
    }

    @Test
    void refusesNestingThatWouldExhaustTheStack() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverFailsOtherwiseOnRandomText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "{}[]\",:\\u0019eE+-. \ntruefalsn";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                JsonReader.read(text.toString());
            } catch (IllegalArgumentException expected) {
                assertThat(expected).as("seed %d, text %s", seed, text).hasMessageContaining("at character");
            }
        }
    }
}

package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    @Test
    void writesWhatIsReadBack() {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("total", 30_000_000L)
                .field("rate", 500_123.44, 1)
                .field("ok", true)
                .fieldNull("nothing");
        json.beginObject("buttons").field("0", 7).field("255", Long.MAX_VALUE).endObject();
        json.beginArray("milestones").endArray().field("event", "a\"b\\c\nü\u0001\u001f");
        json.endObject();

        assertThat(JsonReader.readObject(json.toString()))
                .containsEntry("total", 30_000_000L)
                .containsEntry("rate", 500_123.4)
                .containsEntry("ok", true)
                .containsEntry("nothing", null)
                .containsEntry("buttons", Map.of("0", 7L, "255", Long.MAX_VALUE))
                .containsEntry("milestones", List.of())
                .containsEntry("event", "a\"b\\c\nü\u0001\u001f");
    }

    @Test
    void writesNullForWhatIsNoNumber() {
        assertThat(new JsonWriter().beginObject().field("x", Double.NaN, 1).endObject())
                .hasToString("{\"x\":null}");
    }

    @Test
    void writesTheReplacementCharacterForHalfASurrogatePair() {
        String json = new JsonWriter()
                .beginObject()
                .field("\udc00k", "\ud800 \ude00\ud83d😀\ud83d")
                .endObject()
                .toString();

        assertThat(json).isEqualTo("{\"\ufffdk\":\"\ufffd \ufffd\ufffd😀\ufffd\"}");
        assertThat(JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("\ufffdk", "\ufffd \ufffd\ufffd😀\ufffd"));
    }
}

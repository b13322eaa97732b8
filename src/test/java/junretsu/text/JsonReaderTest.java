package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsEscapesNumbersAndSpace() {
        assertThat(JsonReader.read(" [ \"\\u00e4\\/\\t\" , -0.5e+2 , 0, 12345678901234567890, true,false,null, {} ] "))
                .isEqualTo(Arrays.asList("ä/\t", -50.0, 0L, 1.2345678901234567E19, true, false, null, Map.of()));
    }

    @Test
    void keepsTheOrderOfKeys() {
        assertThat(JsonReader.readObject("{\"b\":1,\"a\":{\"z\":2,\"y\":[]},\"\\u0041\":3}")
                        .toString())
                .isEqualTo("{b=1, a={z=2, y=[]}, A=3}");
    }

    @Test
    void readsBytesAsUtf8() {
        assertThat(JsonReader.readObject("{\"ä日\":\"😀\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("ä日", "😀"));
        assertThatThrownBy(() -> JsonReader.readObject("{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessage("at byte 2: this is not UTF-8");
    }

    @Test
    void readsWholeNumbersThatFitAsLongAndOthersAsDouble() {
        assertThat(JsonReader.read("[9223372036854775807,-9223372036854775808,9223372036854775808,-0,1.0]"))
                .isEqualTo(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 9.223372036854775808E18, 0L, 1.0));
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
                "]",
                "1e999",
                "\ufeff1",
                "\"\ud800\"",
                "\"\\ud800\""
            })
    void rejectsWhatIsNotJsonAndSaysWhere(String text) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("at byte ");
    }

    @Test
    void rejectsDigitsOfOtherScriptsInEscapes() {
        assertThatThrownBy(() -> JsonReader.read("\"\\u\u0660\u0660\u0664\u0661\""))
                .hasMessage("at byte 1: four hexadecimal digits were expected after \\u");
    }

    @Test
    void saysWhereHalfASurrogatePairIs() {
        assertThatThrownBy(() -> JsonReader.read("[\"é😀\ude00\"]"))
                .hasMessage("at byte 8: half of a surrogate pair is no character");
    }

    @Test
    void rejectsAKeyThatStandsTwice() {
        assertThatThrownBy(() -> JsonReader.readObject("{\"a\":1,\"\\u0061\":2}"))
                .hasMessage("at byte 7: the key stands twice in its object");
    }

    @Test
    void saysThatAnObjectWasExpected() {
        assertThatThrownBy(() -> JsonReader.readObject(" [1]")).hasMessage("at byte 1: an object was expected");
    }

    @Test
    void rejectsNestingThatWouldExhaustTheStack() {
        assertThat(JsonReader.read("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
                .hasMessage("at byte 64: more than 64 arrays and objects in each other");
    }
}

package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is JSON and what is not, each read as a range that begins at each place of a word and has misleading bytes
 * around it.
 */
class JsonGrammarTest {
    private static final JsonPull JSON = new JsonPull(JsonLimits.DEFAULT);

    /** Reads the text; with as many bytes in front, and after it what could go on with it. */
    private static void read(byte[] text, int before) {
        byte[] bytes = new byte[before + text.length + 12];
        Arrays.fill(bytes, (byte) '"');
        System.arraycopy("]}0123\"]}".getBytes(StandardCharsets.US_ASCII), 0, bytes, before + text.length, 9);
        System.arraycopy(text, 0, bytes, before, text.length);
        JSON.reset(bytes, before, text.length).skip();
        JSON.end();
    }

    private static void assertAccepted(byte[] text) {
        for (int before = 0; before < 9; before++) {
            read(text, before);
        }
        assertThat(PlainJson.read(text)).as("the judge").isNotNull();
    }

    private static JsonException assertRejected(byte[] text) {
        JsonException first = null;
        for (int before = 0; before < 9; before++) {
            int offset = before;
            JsonException problem = catchThrowableOfType(JsonException.class, () -> read(text, offset));
            assertThat(problem).as(new String(text, StandardCharsets.UTF_8)).isNotNull();
            assertThat(problem.offset()).isBetween(0, text.length);
            first = first == null ? problem : first;
            assertThat(problem).hasMessage(first.getMessage());
        }
        assertThatThrownBy(() -> JsonReader.read(text)).hasMessage(first.getMessage());
        assertThat(PlainJson.read(text)).as("the judge").isNull();
        return first;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                " [ ] ",
                "\t{\r\n}\n",
                "[[]]",
                "[{}]",
                "{\"a\":{}}",
                "null",
                "true",
                "false",
                "\"\"",
                "0",
                "-0",
                "7",
                "[null,true,false]",
                "{\"\":0}",
                "{\"a\":1,\"b\":2}",
                "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":2}}",
                "[{\"a\":1},{\"a\":1}]",
                "-12",
                "0.0",
                "1.5",
                "-1.25e10",
                "1E5",
                "1e+5",
                "1e-5",
                "0e0",
                "0E+00",
                "-0.0e-0",
                "123456789012345678901234567890",
                "[1 ,2\t,\r3\n]",
                "\" \"",
                "\"\u007f\"",
                "\"\u0080\"",
                "\"\u2028\u2029\"",
                "\"\ufeff\"",
                "\"\uffff\"",
                "\"😀\"",
                "\"a/b\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\u0000\"",
                "\"\\u001F\"",
                "\"\\uD83D\\uDE00\"",
                "\"\\ud834\\udd1e\"",
                "\"\\uD7FF\\uE000\\uFFFF\"",
                "\"\\\\u0041\"",
                "\"\\\\\\\"\"",
                "{\"a\\u0062\":1}",
                "{\"😀\":1,\"😁\":2}",
                "\"[{,:]}\"",
                "[\"a\",\"b\",\"c\"]",
                "{\"longer than a word\":1,\"longer than a work\":2}"
            })
    void accepts(String text) {
        assertAccepted(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "[",
                "]",
                "{",
                "}",
                "[}",
                "{]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[,]",
                "[1,,2]",
                "[1 2]",
                "[1;2]",
                "[1:2]",
                "[1]]",
                "[1]x",
                "[1] 2",
                "[][]",
                "{}{}",
                "1 2",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{\"a\",1}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{1:1}",
                "{null:1}",
                "{'a':1}",
                "{[]:1}",
                "{\"a\":1]",
                "[1}",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1}}",
                "{\"a\":/*c*/1}",
                "[1]//c",
                "#",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"\":1,\"\":1}",
                "{\"é\":1,\"\\u00e9\":1}",
                "{\"longer than a word\":1,\"longer than a word\":2}",
                "{\"longer than a word\":1,\"longer th\\u0061n a word\":2}",
                "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]",
                "{\"a\":{\"b\":1},\"c\":[{\"a\":0}],\"a\":1}",
                "n",
                "nul",
                "nulL",
                "NULL",
                "nulll",
                "tru",
                "True",
                "truefalse",
                "fals",
                "undefined",
                "NaN",
                "-NaN",
                "Infinity",
                "-Infinity",
                "inf",
                "[NaN]",
                "-",
                "+",
                "+1",
                "--1",
                "-a",
                "01",
                "-01",
                "00",
                "0123",
                "1.",
                "-1.",
                ".5",
                "-.5",
                "1.e5",
                "1e",
                "1e+",
                "1E-",
                "1e5.5",
                "1.2.3",
                "1ee5",
                "1e++5",
                "0x1F",
                "1_000",
                "1,000",
                "1f",
                "1L",
                "١",
                "１",
                "[1 000]",
                "[- 1]",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\",
                "\"\\u",
                "\"\\u0",
                "\"\\u00",
                "\"\\u004",
                "\"\\u0041",
                "'a'",
                "\"a\"b\"",
                "\"\\x\"",
                "\"\\a\"",
                "\"\\'\"",
                "\"\\0\"",
                "\"\\U0041\"",
                "\"\\u 041\"",
                "\"\\u004\"",
                "\"\\u00g0\"",
                "\"\\u-041\"",
                "\"\\u+041\"",
                "\"\\u0x41\"",
                "\"\\\u00e9\"",
                "\"\\u\u0660\u0660\u0664\u0661\"",
                "\"\\uff10\\u\uff10\uff10\uff14\uff11\"",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "\"\\\n\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"\\ud800\\u0041\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800\\udc0\"",
                "\"\\ud800\\",
                "\"\\ud800\\u",
                "\"\\ud800\\udc00",
                "{\"\\ud800\":1}",
                "{\"\n\":1}",
                "\u0000",
                "[\u0000]",
                "[1\u0000]",
                "[1]\u0000",
                "\u000b[]",
                "\u000c[]",
                "\u00a0[]",
                "\u2003[]",
                "\ufeff[]",
                "[\ufeff]",
                "[]\ufeff",
                "\ufeff",
                "é",
                "[é]",
                "<html>",
                "id,tenant"
            })
    void rejects(String text) {
        assertRejected(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In hexadecimal: what is not UTF-8, or UTF-8 in the wrong place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2280",
                "228022",
                "22ff22",
                "22fe22",
                "22c022",
                "22c08022",
                "22c1bf22",
                "22c222",
                "22c2",
                "22c22022",
                "22c2c222",
                "22e08022",
                "22e0808022",
                "22e09fbf22",
                "22e282",
                "22e28222",
                "22e2822022",
                "22eda08022",
                "22edbfbf22",
                "22eda0bdedb88022",
                "22f0808080",
                "22f080808022",
                "22f08fbfbf22",
                "22f0908022",
                "22f09080",
                "22f4908080",
                "22f490808022",
                "22f580808022",
                "22f888808080",
                "22f88880808022",
                "22fc848080808022",
                "22612e80ff22",
                "5bff5d",
                "ff",
                "efbbbf",
                "efbbbf5b5d",
                "fffe5b005d00",
                "feff005b005d",
                "5b005d00",
                "7b22ff223a317d",
                "225c80",
                "225cff22"
            })
    void rejectsWhatIsNotUtf8(String hex) {
        assertRejected(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1, x]                  | at byte 4: a value was expected
            [1 2]                   | at byte 3: a comma or the end of the array was expected
            {"a":1 "b":2}           | at byte 7: a comma or the end of the object was expected
            {"a":1,}                | at byte 7: a key was expected
            {"a" 1}                 | at byte 5: a colon was expected
            [1] 2                   | at byte 4: the end of the text was expected
            {"ab":1,"ab":2}         | at byte 8: the key stands twice in its object
            "abc                    | at byte 4: the string does not end
            "a\\x"                  | at byte 2: this is no escape of JSON
            "a\\u00zz"              | at byte 2: four hexadecimal digits were expected after \\u
            "ab\\ud800"             | at byte 3: half of a surrogate pair is no character
            [-x]                    | at byte 2: a digit was expected
            [1.]                    | at byte 3: a digit was expected
            [007]                   | at byte 1: a number has no zero in front
            [trux]                  | at byte 1: true or false was expected
            [nil]                   | at byte 1: null was expected
            """)
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThat(assertRejected(text.getBytes(StandardCharsets.UTF_8))).hasMessage(message);
    }

    @Test
    void looksAtEveryByteAtEachPlaceOfAString() {
        for (int i = 0; i < 16; i++) {
            byte[] text = "\"................\"".getBytes(StandardCharsets.UTF_8);
            for (int b = 0; b < 0x100; b++) {
                text[1 + i] = (byte) b;
                if (b < 0x20 || b > 0x7f || b == '"' || b == '\\') {
                    assertThatThrownBy(() -> read(text, 0)).isInstanceOf(JsonException.class);
                } else {
                    read(text, 0);
                }
            }
        }
    }

    @Test
    void acceptsEveryEscapedUnitThatIsNoSurrogate() {
        for (int unit = 0; unit <= 0xffff; unit++) {
            byte[] text = String.format("\"%%\\u%04x\"", unit).getBytes(StandardCharsets.UTF_8);
            if (Character.isSurrogate((char) unit)) {
                assertThatThrownBy(() -> read(text, 1)).isInstanceOf(JsonException.class);
            } else if (!JSON.reset(text, 0, text.length).readText().equals("%" + (char) unit)) {
                assertThat(JSON.reset(text, 0, text.length).readText()).isEqualTo("%" + (char) unit);
            }
        }
    }
}

package junretsu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPullTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final JsonKey ID = JsonKey.of("id");
    private static final JsonKey TENANT = JsonKey.of("tenant");

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private final byte[] buffer = new byte[100];

    private JsonPull reading(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return json.reset(bytes, 0, bytes.length);
    }

    private static JsonPull limited(JsonLimits limits, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonPull(limits).reset(bytes, 0, bytes.length);
    }

    @Test
    void readsItemsWhereTheyLie() {
        byte[] body = " [{\"id\":\"a-1\",\"tenant\":\"t\"}, {\"tenant\":\"t\\u00e9\",\"more\":[1,{}],\"id\":\"b\\/2\"}]"
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder items = new StringBuilder();

        json.reset(body, 0, body.length);
        json.beginArray();
        while (json.nextElement()) {
            json.beginObject();
            while (json.nextKey()) {
                if (json.isKey(ID)) {
                    json.readString();
                    items.append("id ")
                            .append(new String(
                                    body,
                                    json.start(),
                                    json.unescape(json.start(), json.length()),
                                    StandardCharsets.UTF_8));
                } else if (json.isKey(TENANT)) {
                    json.readString();
                    items.append(json.isEscaped() ? " escaped " : " plain ");
                    items.append(new String(buffer, 0, json.copy(buffer, 0), StandardCharsets.UTF_8));
                } else {
                    json.skip();
                }
            }
            items.append("; ");
        }
        json.end();

        assertThat(items).hasToString("id a-1 plain t;  escaped téid b/2; ");
    }

    @Test
    void distinguishesKeysOfAllLengths() {
        String keys = "abcdefghijklmnopqrstuvwxyz";
        for (int length = 0; length <= keys.length(); length++) {
            String key = keys.substring(0, length);
            for (String written : new String[] {key, key.replace("a", "\\u0061"), key.replace("z", "\\u007a")}) {
                reading("{\"" + written + "\":1}").beginObject();
                assertThat(json.nextKey()).isTrue();
                assertThat(json.isKey(JsonKey.of(key))).as(written).isTrue();
                assertThat(json.isKey(JsonKey.of(key + "x"))).as(written).isFalse();
                assertThat(json.isKey(JsonKey.of(key.replace('a', 'b'))))
                        .as(written)
                        .isEqualTo(key.isEmpty());
                assertThat(json.key()).isEqualTo(key);
            }
        }
    }

    @Test
    void knowsTheKeyOfTheOuterObjectAfterTheInnerOne() {
        reading("{\"id\":{\"tenant\":1},\"x\":2}").beginObject();
        json.nextKey();
        json.skip();
        assertThat(json.isKey(ID)).isTrue();
    }

    /** Each length of a string, at each place of a word, with the byte that matters at each place of the string. */
    @Test
    void findsTheEndOfStringsAtEachPlaceOfAWord() {
        for (int before = 0; before < 9; before++) {
            for (int length = 0; length < 26; length++) {
                String plain = "x".repeat(length);
                assertRead(before, plain, plain, false);
                for (int i = 0; i < length; i++) {
                    assertRead(before, with(plain, i, "\\\""), with(plain, i, "\""), true);
                    assertRead(before, with(plain, i, "é"), with(plain, i, "é"), false);
                    assertRead(before, with(plain, i, "😀\\ud83d\\ude00"), with(plain, i, "😀😀"), true);
                    assertRejected(
                            before,
                            with(plain, i, "\u001f"),
                            "at byte " + (i + 1) + ": a control character must be escaped");
                }
            }
        }
    }

    private static String with(String plain, int i, String instead) {
        return plain.substring(0, i) + instead + plain.substring(i + 1);
    }

    private void assertRead(int before, String written, String meant, boolean escaped) {
        byte[] bytes = at(before, '"' + written + '"');
        json.reset(bytes, before, bytes.length - before - 20).readString();
        json.end();
        boolean isRight = json.isEscaped() == escaped
                && json.start() == before + 1
                && json.length() == written.getBytes(StandardCharsets.UTF_8).length
                && meant.equals(new String(buffer, 9, json.copy(buffer, 9) - 9, StandardCharsets.UTF_8))
                && meant.equals(new String(
                        bytes, json.start(), json.unescape(json.start(), json.length()), StandardCharsets.UTF_8));
        if (!isRight) {
            fail("%d before %s", before, written);
        }
        assertRejected(before, written, "at byte " + (bytes.length - before - 21) + ": the string does not end", 1);
    }

    private void assertRejected(int before, String written, String message) {
        assertRejected(before, written, message, 0);
    }

    private void assertRejected(int before, String written, String message, int cut) {
        byte[] bytes = at(before, '"' + written + '"');
        json.reset(bytes, before, bytes.length - before - 20 - cut);
        String problem = "none";
        try {
            json.readString();
        } catch (JsonException e) {
            problem = e.getMessage();
        }
        if (!problem.equals(message)) {
            fail("%d before %s: %s", before, written, problem);
        }
    }

    /** The text with so many bytes in front and 20 behind it, quotes all of them. */
    private static byte[] at(int before, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before + bytes.length + 20];
        Arrays.fill(all, (byte) '"');
        System.arraycopy(bytes, 0, all, before, bytes.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                7,
                10,
                99,
                -100,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void readsWholeNumbers(long number) {
        assertThat(reading(" " + number + " ").readLong()).isEqualTo(number);
        assertThat(json.start()).isEqualTo(1);
        assertThat(json.length()).isEqualTo(Long.toString(number).length());
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, does not fit 64 bits",
        "-9223372036854775809, does not fit 64 bits",
        "9999999999999999999, does not fit 64 bits",
        "10000000000000000000, does not fit 64 bits",
        "18446744073709551616, does not fit 64 bits",
        "-99999999999999999999999999, does not fit 64 bits",
        "1.0, a whole number was expected",
        "1e3, a whole number was expected",
        "99999999999999999999.5, a whole number was expected",
        "'\"5\"', a number was expected",
        "null, a number was expected",
        "NaN, a number was expected",
        "-Infinity, a digit was expected"
    })
    void distinguishesNumbersTooLargeFromNumbersNotWhole(String number, String message) {
        assertThatThrownBy(() -> reading(number).readLong())
                .hasMessageStartingWith("at byte ")
                .hasMessageEndingWith(message);
    }

    @Test
    void describesNumbersAsTheyAreWritten() {
        String digits = "123456789".repeat(20);
        String text = "[" + digits + ",-1.5E+7,12]";
        reading(text).beginArray();
        for (String number : new String[] {digits, "-1.5E+7", "12"}) {
            assertThat(json.nextElement()).isTrue();
            json.readNumber();
            assertThat(text.substring(json.start(), json.start() + json.length()))
                    .isEqualTo(number);
            assertThat(json.isLong()).isEqualTo(number.equals("12"));
        }
        assertThat(json.longValue()).isEqualTo(12);
        assertThat(json.nextElement()).isFalse();
    }

    @Test
    void peeksAtTheKindWithoutReading() {
        reading("[{},[],\"\",-1,true,false,null]").beginArray();
        StringBuilder kinds = new StringBuilder();
        while (json.nextElement()) {
            kinds.append(json.peek()).append(' ');
            json.skip();
        }
        assertThat(kinds).hasToString("OBJECT ARRAY STRING NUMBER BOOLEAN BOOLEAN NULL ");
    }

    @Test
    void saysWhatWasExpected() {
        assertThatThrownBy(() -> reading("[]").beginObject()).hasMessage("at byte 0: an object was expected");
        assertThatThrownBy(() -> reading(" {}").beginArray()).hasMessage("at byte 1: an array was expected");
        assertThatThrownBy(() -> reading("5").readString()).hasMessage("at byte 0: a string was expected");
        assertThatThrownBy(() -> reading("5").readBoolean()).hasMessage("at byte 0: true or false was expected");
        assertThatThrownBy(() -> reading("5").readNull()).hasMessage("at byte 0: null was expected");
        assertThatThrownBy(() -> reading("").peek()).hasMessage("at byte 0: a value was expected");
        reading("[ \"\"]").beginArray();
        json.nextElement();
        json.readString();
        JsonException problem = json.problem("the id is empty");
        assertThat(problem).hasMessage("at byte 3: the id is empty");
        assertThat(problem.offset()).isEqualTo(3);
        assertThat(problem.problem()).isEqualTo("the id is empty");
    }

    @Test
    void readsOnlyARangeOfTheArray() {
        assertThatThrownBy(() -> json.reset(new byte[5], 3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        byte[] bytes = "12345".getBytes(StandardCharsets.UTF_8);
        assertThat(json.reset(bytes, 1, 3).readLong()).isEqualTo(234);
        json.end();
    }

    @Test
    void leavesTheBytesUnchangedUnlessUnescapedInPlace() {
        String text = "{\"\\u0061\":\"\\n\",\"b\":[\"\\ud83d\\ude00\"]}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2; i++) {
            json.reset(bytes, 0, bytes.length).beginObject();
            json.nextKey();
            assertThat(json.readText()).isEqualTo("\n");
            json.nextKey();
            json.skip();
            assertThat(json.nextKey()).isFalse();
            json.end();
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void limitsTheLengthOfTheText() {
        JsonLimits limits = new JsonLimits(9, 4, 9, 9, 9);
        limited(limits, "[12]").skip();
        assertThatThrownBy(() -> limited(limits, "[123]")).hasMessage("at byte 4: the text is longer than 4 bytes");
    }

    @Test
    void limitsTheLengthOfStringsAndKeys() {
        JsonLimits limits = new JsonLimits(9, 99, 3, 9, 9);
        limited(limits, "{\"abc\":\"\\ne\"}").skip();
        assertThatThrownBy(() -> limited(limits, "[\"abcd\"]").skip())
                .hasMessage("at byte 2: the string is longer than 3 bytes");
        assertThatThrownBy(() -> limited(limits, "{\"abcd\":1}").skip())
                .hasMessage("at byte 2: the string is longer than 3 bytes");
    }

    @Test
    void limitsTheLengthOfNumbers() {
        JsonLimits limits = new JsonLimits(9, 99, 9, 3, 9);
        limited(limits, "[-12]").skip();
        assertThatThrownBy(() -> limited(limits, "[1e34]").skip())
                .hasMessage("at byte 1: the number is longer than 3 bytes");
    }

    @Test
    void limitsTheDepthAndReadsToWhateverItIsSetTo() {
        JsonLimits limits = new JsonLimits(10_000, 1_000_000, 9, 9, 10_000);
        String deep = "[{\"a\":".repeat(5_000);
        limited(limits, deep + "1" + "}]".repeat(5_000)).skip();
        assertThatThrownBy(() -> limited(limits, deep + "[").skip())
                .hasMessage("at byte 30000: more than 10000 arrays and objects in each other");
        assertThatThrownBy(() -> reading("[".repeat(10_000)).skip())
                .hasMessage("at byte 64: more than 64 arrays and objects in each other");
    }

    @Test
    void rejectsAByteOrderMarkByName() {
        assertThatThrownBy(() -> reading("\ufeff[]")).hasMessage("at byte 0: a byte order mark is no part of JSON");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void readsTheWorstTextsOfTenMegabytes() {
        JsonLimits wide = new JsonLimits(10_000_000, 1 << 30, 1 << 30, 1 << 30, 10_000_000);
        int n = 5_000_000;
        limited(wide, "[".repeat(n) + "]".repeat(n)).skip();
        limited(wide, "{\"\":".repeat(n / 2) + "0" + "}".repeat(n / 2)).skip();
        limited(wide, "[" + "{},".repeat(n / 2) + "{}]").skip();
        limited(wide, '"' + "\\\\".repeat(n) + '"').skip();
        limited(wide, '"' + "é".repeat(n) + '"').skip();
        limited(wide, " ".repeat(2 * n) + "1").skip();
        limited(wide, "1".repeat(2 * n)).skip();
    }

    /** The JVM itself may allocate in one round or another; a single object an item would be seen in each. */
    @Test
    void allocatesNothingForAnItemOnceWarm() {
        byte[] one = items(1);
        byte[] many = items(10_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(readItems(one)).isEqualTo(1);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = allocated();
            int items = readItems(many);
            least = Math.min(least, allocated() - before);
            assertThat(items).isEqualTo(10_000);
        }
        assertThat(least).isZero();
    }

    @Test
    void needsNoMoreMemoryForMoreItems() {
        byte[] many = items(100_000);
        readItems(items(1));
        long before = allocated();
        readItems(many);
        assertThat(allocated() - before).isLessThan(100_000);
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static byte[] items(int count) {
        String item = "{\"id\":\"0a1b2c3d-0123\",\"te\\u006eant\":\"t\\u00e9\",\"a longer key\":[-1.5e3,null]}";
        return ("[" + (item + ",").repeat(count - 1) + item + "]").getBytes(StandardCharsets.UTF_8);
    }

    private int readItems(byte[] body) {
        int items = 0;
        json.reset(body, 0, body.length);
        json.beginArray();
        while (json.nextElement()) {
            items++;
            json.beginObject();
            while (json.nextKey()) {
                if (json.isKey(ID) || json.isKey(TENANT)) {
                    json.readString();
                    json.copy(buffer, 0);
                } else {
                    json.skip();
                }
            }
        }
        json.end();
        return items;
    }
}

package junretsu.users.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {
    private final AnswerParser parser = new AnswerParser();

    private static String write(LineAnswer answer, String id, boolean isExtended) {
        byte[] json = id == null ? null : id.getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[AnswerWriter.bytesMax(answer, json, isExtended)];
        return new String(line, 0, AnswerWriter.write(answer, json, isExtended, line, 0), StandardCharsets.UTF_8);
    }

    @Test
    void anAnswerOfTheFirstVersionIsAlwaysWhole() {
        assertThat(write(
                        LineAnswer.ok(new LineUser("ann", "", "Ann", "t0k3n")).with(AddedField.IMAGE, "ab"),
                        null,
                        false))
                .isEqualTo("{\"Success\":true,\"User\":{\"Username\":\"ann\",\"Password\":\"\",\"Nickname\":\"Ann\","
                        + "\"Token\":\"t0k3n\"},\"Err\":\"\"}\n");
        assertThat(write(LineAnswer.failed(LineAnswer.INVALID_PASSWORD), null, false))
                .isEqualTo("{\"Success\":false,\"User\":{\"Username\":\"\",\"Password\":\"\",\"Nickname\":\"\","
                        + "\"Token\":\"\"},\"Err\":\"Invalid password\"}\n");
    }

    /** The right sides are what encoding/json of Go 1.19 writes for the left ones. */
    @Test
    void textsAreEscapedAsGoDoes() {
        String[][] pairs = {
            {"<b>&", "\\u003cb\\u003e\\u0026"},
            {"\u2028\u2029", "\\u2028\\u2029"},
            {"\"\\/", "\\\"\\\\/"},
            {"\n\r\t\b\f\0\u001f\u007f", "\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\u007f"},
            {"50%d off", "50%d off"},
            {"é日\ud83d\ude00\u202e", "é日\ud83d\ude00\u202e"},
            {"a\ud83d", "a\\ufffd"},
            {"\ude00b", "\\ufffdb"},
        };
        for (String[] pair : pairs) {
            assertThat(write(LineAnswer.ok(new LineUser("", "", pair[0], "")), null, false))
                    .contains("\"Nickname\":\"" + pair[1] + "\",");
        }
    }

    @Test
    void aLongTextGetsTheRoomThatItNeedsAndAPictureNoMore() {
        for (String character : List.of("a", "<", "\n", "é", "日", "\u2028", "\ud83d\ude00", "\ud83d", "\"")) {
            LineAnswer answer = LineAnswer.ok(LineUser.NOBODY).with(AddedField.PICTURE, character.repeat(9_000));
            assertThat(parser.parse(write(answer, "1", true).getBytes(StandardCharsets.UTF_8), 0, length(answer)))
                    .extracting(
                            parsed -> parsed.added().text(AddedField.PICTURE).length())
                    .isEqualTo(9_000 * character.length());
        }
        LineAnswer picture = LineAnswer.ok(LineUser.NOBODY).with(AddedField.PICTURE, "A".repeat(87_384));
        assertThat(AnswerWriter.bytesMax(picture, null, true)).isLessThan(88_000);
    }

    private static int length(LineAnswer answer) {
        return write(answer, "1", true).getBytes(StandardCharsets.UTF_8).length - 1;
    }

    @Test
    void anIdIsEchoedAndAddedFieldsFollowWhereTheyWereAskedFor() {
        LineAnswer answer = LineAnswer.ok(LineUser.NOBODY)
                .with(AddedField.IMAGE, "ab")
                .with(List.of(
                        new LineSession("1", "Firefox \"x\"", "::1", 5, 6, true),
                        new LineSession("2", "", "10.0.0.1", 7, 8, false)));
        assertThat(write(answer, "\"x\"", true))
                .endsWith("\"Err\":\"\",\"Id\":\"x\",\"Image\":\"ab\",\"Sessions\":["
                        + "{\"Own\":true,\"CreatedMs\":5,\"SeenMs\":6,\"Session\":\"1\",\"Device\":\"Firefox \\\"x\\\"\","
                        + "\"Address\":\"::1\"},"
                        + "{\"Own\":false,\"CreatedMs\":7,\"SeenMs\":8,\"Session\":\"2\",\"Device\":\"\","
                        + "\"Address\":\"10.0.0.1\"}]}\n");
        assertThat(write(answer, "7", false)).endsWith("\"Err\":\"\",\"Id\":7}\n");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            LineAnswer answer = answer(random);
            byte[] line = write(answer, String.valueOf(i), true).getBytes(StandardCharsets.UTF_8);
            LineAnswer read = parser.parse(line, 0, line.length - 1);
            if (!read.equals(answer) || parser.id() != i) {
                fail("seed %d, answer %d: %s", seed, i, new String(line, StandardCharsets.UTF_8));
            }
        }
    }

    private static LineAnswer answer(Random random) {
        LineUser user = new LineUser(text(random), text(random), text(random), text(random));
        LineAnswer answer = new LineAnswer(random.nextBoolean(), user, text(random), LineFields.NONE, null);
        for (AddedField field : AddedField.values()) {
            answer = random.nextInt(5) == 0 ? answer.with(field, text(random)) : answer;
        }
        LineSession session = new LineSession(text(random), text(random), text(random), random.nextLong(), 7, true);
        return random.nextInt(5) == 0 ? answer.with(List.of(session, session)) : answer;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
            text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '?' : codePoint);
        }
        return text.toString();
    }
}

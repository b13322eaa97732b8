package junretsu.users.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import junretsu.testing.Seed;
import junretsu.text.JsonException;
import junretsu.text.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static final int RANDOM_LINES = Integer.getInteger("junretsu.lines", 100_000);
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\0",
        "\"",
        "\\",
        "/",
        "%d",
        "50%d off",
        "<script>",
        "&",
        "\n",
        "\t",
        "\u007f",
        "é",
        "\u05d0\u202e\u200f",
        "e\u0301",
        "\u2028",
        "\u2029",
        "\ud83d\ude00",
        "\ufffd",
        "日本",
        "'; DROP TABLE users; --"
    };

    private final RequestParser parser = new RequestParser();

    private LineRequest parse(String line) {
        byte[] bytes = ("??" + line + "\n{").getBytes(StandardCharsets.UTF_8);
        return parser.parse(bytes, 2, bytes.length - 4);
    }

    @Test
    void readsALineOfTheFirstVersion() {
        LineRequest request = parse("{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"ann\",\"Password\":\"secret\","
                + "\"Nickname\":\"\",\"Token\":\"\"}}");
        assertThat(request.verb()).isEqualTo(Verb.LOGIN);
        assertThat(request.user()).isEqualTo(new LineUser("ann", "secret", "", ""));
        assertThat(request.added().isEmpty()).isTrue();
        assertThat(parser.id()).isNull();
    }

    @Test
    void keysHaveAnyCaseAndAnyOrderAndNoneIsNeededButTheFormat() {
        LineRequest request = parse(" { \"uSER\" : { \"TOKEN\" : \"t\", \"username\":\"u\" } ,\"further\":[{}], "
                + "\"newpassword\":\"n\", \"FORMAT\" : \"UPDATE_PASSWORD\" } ");
        assertThat(request.verb()).isEqualTo(Verb.UPDATE_PASSWORD);
        assertThat(request.user()).isEqualTo(new LineUser("u", "", "", "t"));
        assertThat(request.added().text(AddedField.NEW_PASSWORD)).isEqualTo("n");
        assertThat(parse("{\"Format\":\"VALIDATE\",\"User\":null,\"Id\":null,\"Code\":null}"))
                .isEqualTo(new LineRequest(Verb.VALIDATE, LineUser.NOBODY));
        assertThat(parse("{\"Format\":\"VALIDATE\",\"User\":{\"Token\":null}}").user())
                .isEqualTo(LineUser.NOBODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1", "1.50", "\"seven\"", "\"\"", "\"\\u0041\\\"\"", "\"日本\""})
    void anIdIsKeptAsItWasSent(String id) {
        parse("{\"Id\":" + id + ",\"Format\":\"LOGIN\"}");
        assertThat(new String(parser.id(), StandardCharsets.UTF_8)).isEqualTo(id);
        parse("{\"Format\":\"LOGIN\"}");
        assertThat(parser.id()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "STOP ",
                "null",
                "[]",
                "7",
                "{}",
                "{",
                "{\"Format\"}",
                "{\"Format\":\"LOGIN\"",
                "{\"Format\":\"LOGIN\"}}",
                "{\"Format\":\"LOGIN\"}{}",
                "{\"Format\":\"login\"}",
                "{\"Format\":\"\"}",
                "{\"Format\":7}",
                "{\"Format\":null}",
                "{\"Format\":\"LOGIN\",\"User\":[]}",
                "{\"Format\":\"LOGIN\",\"User\":{\"Username\":7}}",
                "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"\\ud800\"}}",
                "{\"Format\":\"LOGIN\",\"Id\":{}}",
                "{\"Format\":\"LOGIN\",\"Id\":true}",
                "{\"Format\":\"LOGIN\",\"Format\":\"LOGIN\"}",
                "{\"Format\":\"LOGIN\",\"format\":\"VALIDATE\"}",
                "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"a\",\"USERNAME\":\"b\"}}",
                "{\"Format\":\"LOGIN\",\"Image\":7}",
                "\ufeff{\"Format\":\"LOGIN\"}"
            })
    void whatIsNoRequestIsRejectedWithASentence(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(JsonException.class)
                .message()
                .isNotBlank();
        assertThat(parse("{\"Format\":\"LOGIN\"}").verb()).isEqualTo(Verb.LOGIN);
    }

    @Test
    void bytesThatAreNoUtf8AndIdsTooLongAreRejected() {
        byte[] line = "{\"Format\":\"LOGIN\",\"User\":{\"Nickname\":\"?\"}}".getBytes(StandardCharsets.UTF_8);
        line[new String(line, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
        assertThatThrownBy(() -> parser.parse(line, 0, line.length)).isInstanceOf(JsonException.class);
        parse("{\"Format\":\"LOGIN\",\"Id\":\"" + "x".repeat(128) + "\"}");
        assertThatThrownBy(() -> parse("{\"Format\":\"LOGIN\",\"Id\":\"" + "x".repeat(129) + "\"}"))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void neverSaysWhatIsSecret() {
        LineRequest request = parse("{\"Format\":\"LOGIN\",\"User\":{\"Password\":\"secret1\",\"Token\":\"secret2\"},"
                + "\"NewPassword\":\"secret3\"}");
        assertThat(request + " " + request.added()).doesNotContain("secret");
    }

    @Test
    void readsBackWhateverTextsAreSentHoweverTheLineIsWritten() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_LINES; i++) {
            LineRequest request = request(random);
            String line = line(request, random);
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            try {
                LineRequest read = parser.parse(bytes, 0, bytes.length);
                if (!read.equals(request)) {
                    fail("seed %d, line %d: %s", seed, i, line);
                }
            } catch (JsonException e) {
                fail("seed %d, line %d, %s: %s", seed, i, e.getMessage(), line);
            }
        }
    }

    /** A damaged line is rejected or read, and what is read is JSON to the other reader too; nothing else happens. */
    @Test
    void damagedLinesAreReadOrRejectedAndNothingElse() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        int rejected = 0;
        for (int i = 0; i < RANDOM_LINES; i++) {
            byte[] bytes = damage(line(request(random), random).getBytes(StandardCharsets.UTF_8), random);
            byte[] copy = bytes.clone();
            try {
                parser.parse(bytes, 0, bytes.length);
                JsonReader.read(copy);
            } catch (JsonException e) {
                rejected++;
                assertRejectionIsBounded(e, copy, seed, i);
            } catch (RuntimeException e) {
                fail("seed %d, line %d: %s", e, seed, i, new String(copy, StandardCharsets.UTF_8));
            }
        }
        assertThat(rejected).as("seed %d", seed).isBetween(RANDOM_LINES / 4, RANDOM_LINES);
    }

    private static void assertRejectionIsBounded(JsonException e, byte[] line, long seed, int i) {
        if (e.offset() < 0 || e.offset() > line.length || e.getMessage().length() > 500) {
            fail("seed %d, line %d, %s: %s", seed, i, e.getMessage(), new String(line, StandardCharsets.UTF_8));
        }
    }

    private static byte[] damage(byte[] line, Random random) {
        byte[] bytes = Arrays.copyOf(line, random.nextInt(4) == 0 ? random.nextInt(line.length + 1) : line.length);
        for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:\\u0".charAt(random.nextInt(10)));
        }
        return bytes;
    }

    private static LineRequest request(Random random) {
        Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
        LineUser user = new LineUser(text(random), text(random), text(random), text(random));
        LineFields added = LineFields.NONE;
        for (AddedField field : AddedField.values()) {
            added = random.nextInt(8) == 0 ? added.with(field, text(random)) : added;
        }
        return new LineRequest(verb, user, added);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Writes a request in one of the many ways that mean the same. */
    private static String line(LineRequest request, Random random) {
        LineUser user = request.user();
        List<String> fields = new ArrayList<>(List.of(
                member("Username", user.username(), random),
                member("Password", user.password(), random),
                member("Nickname", user.nickname(), random),
                member("Token", user.token(), random)));
        Collections.shuffle(fields, random);
        List<String> members = new ArrayList<>(List.of(
                member("Format", request.verb().name(), random),
                cased("User", random) + ":{" + String.join(",", fields) + space(random) + "}"));
        request.added()
                .entries()
                .forEach(entry -> members.add(member(entry.getKey().wireName(), entry.getValue(), random)));
        if (random.nextInt(4) == 0) {
            members.add("\"Further\":{\"Format\":[1,null,\"x\"]}");
        }
        Collections.shuffle(members, random);
        return space(random) + "{" + String.join("," + space(random), members) + "}" + space(random);
    }

    private static String member(String key, String text, Random random) {
        StringBuilder quoted = new StringBuilder(cased(key, random) + space(random) + ":\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || random.nextInt(5) == 0 && !Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String cased(String key, Random random) {
        String name = switch (random.nextInt(4)) {
            case 0 -> key.toLowerCase(Locale.ROOT);
            case 1 -> key.toUpperCase(Locale.ROOT);
            default -> key;
        };
        return '"' + name + '"';
    }

    private static String space(Random random) {
        return random.nextInt(6) == 0 ? " \t" : "";
    }
}

package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{9}");
    private static final List<String> ODD_LINES = List.of(
            "",
            "12345678",
            "1234567890",
            "+12345678",
            "-12345678",
            "12345678x",
            "x12345678",
            " 12345678",
            "1234.5678",
            "terminat",
            "terminate ",
            "terminates",
            "xterminate",
            "TERMINATE",
            "123456789 ",
            "0x1234567",
            "12345\0789",
            "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
            "123456789\r",
            "\r",
            "terminate\r",
            "::::::::1",
            "////////1",
            "1????????",
            "99999999:",
            "12345678/");

    @ParameterizedTest
    @CsvSource({"000000000,0", "000007007,7007", "999999999,999999999", "123456789,123456789", "900000000,900000000"})
    void readsNineDigits(String line, int number) {
        Outcome outcome = parse(line + "\n", false, 10);
        assertThat(outcome.numbers).containsExactly(number);
        assertThat(outcome.stop).isEqualTo(LineParser.Stop.MORE);
        assertThat(outcome.left).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void refusesEveryOtherByteAtEveryPlace(int place) {
        for (int b = 0; b < 256; b++) {
            byte[] line = "123456789\n".getBytes(StandardCharsets.US_ASCII);
            line[place] = (byte) b;
            boolean isDigit = b >= '0' && b <= '9';
            LineParser.Stop stop = parse(line, false, 10).stop;
            assertThat(stop).as("byte %d", b).isEqualTo(isDigit ? LineParser.Stop.MORE : LineParser.Stop.BAD_LINE);
        }
    }

    @Test
    void tellsABadLineBeforeItsEndHasCome() {
        assertThat(parse("12x", false, 10).stop).isEqualTo(LineParser.Stop.BAD_LINE);
        assertThat(parse("1234567890", false, 10).stop).isEqualTo(LineParser.Stop.BAD_LINE);
        assertThat(parse("termx", false, 10).stop).isEqualTo(LineParser.Stop.BAD_LINE);
        assertThat(parse("123456789", false, 10).stop).isEqualTo(LineParser.Stop.MORE);
        assertThat(parse("123456789\r", true, 10).stop).isEqualTo(LineParser.Stop.MORE);
        assertThat(parse("123456789\r", false, 10).stop).isEqualTo(LineParser.Stop.BAD_LINE);
    }

    @Test
    void agreesWithASlowReaderHoweverTheLinesAreCut() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        int lines = 0;
        while (lines < 2_000_000) {
            boolean takesCrlf = random.nextInt(4) == 0;
            boolean takesTerminate = random.nextInt(4) != 0;
            List<String> text = randomLines(random, takesCrlf);
            lines += text.size();
            assertThat(fast(text, takesCrlf, takesTerminate, random))
                    .as("seed %d", seed)
                    .isEqualTo(slow(text, takesCrlf, takesTerminate));
        }
    }

    /** What the whole text comes to: the numbers before the end, and what the end was. */
    private record Verdict(List<Integer> numbers, LineParser.Stop stop) {}

    private static List<String> randomLines(Random random, boolean takesCrlf) {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            String ending = takesCrlf && random.nextBoolean() ? "\r\n" : "\n";
            lines.add(String.format("%09d", random.nextInt(1_000_000_000)) + ending);
        }
        int last = random.nextInt(4);
        if (last == 0) {
            lines.add(ODD_LINES.get(random.nextInt(ODD_LINES.size())) + "\n");
        } else if (last == 1) {
            lines.add("terminate\n");
        }
        lines.add("000000001\n");
        return lines;
    }

    private static Verdict slow(List<String> lines, boolean takesCrlf, boolean takesTerminate) {
        List<Integer> numbers = new ArrayList<>();
        for (String each : String.join("", lines).split("\n")) {
            String line = takesCrlf && each.endsWith("\r") ? each.substring(0, each.length() - 1) : each;
            if (takesTerminate && line.equals("terminate")) {
                return new Verdict(numbers, LineParser.Stop.TERMINATE);
            }
            if (!NUMBER.matcher(line).matches()) {
                return new Verdict(numbers, LineParser.Stop.BAD_LINE);
            }
            numbers.add(Integer.parseInt(line));
        }
        return new Verdict(numbers, LineParser.Stop.MORE);
    }

    private static Verdict fast(List<String> lines, boolean takesCrlf, boolean takesTerminate, Random random) {
        byte[] bytes = String.join("", lines).getBytes(StandardCharsets.UTF_8);
        LineParser parser = new LineParser(takesCrlf, takesTerminate);
        ByteBuffer input = ByteBuffer.allocateDirect(4_096).order(ByteOrder.LITTLE_ENDIAN);
        int[] room = new int[1 + random.nextInt(64)];
        List<Integer> numbers = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int count = Math.min(bytes.length - from, Math.min(input.remaining(), 1 + random.nextInt(300)));
            input.put(bytes, from, count).flip();
            from += count;
            LineParser.Stop stop;
            do {
                stop = parser.parse(input, room);
                for (int i = 0; i < parser.count(); i++) {
                    numbers.add(room[i]);
                }
            } while (stop == LineParser.Stop.MORE && parser.count() == room.length);
            if (stop != LineParser.Stop.MORE) {
                return new Verdict(numbers, stop);
            }
            input.compact();
        }
        return new Verdict(numbers, LineParser.Stop.MORE);
    }

    private record Outcome(List<Integer> numbers, LineParser.Stop stop, int left) {}

    private static Outcome parse(String text, boolean takesCrlf, int room) {
        return parse(text.getBytes(StandardCharsets.UTF_8), takesCrlf, room);
    }

    private static Outcome parse(byte[] bytes, boolean takesCrlf, int room) {
        ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        LineParser parser = new LineParser(takesCrlf, true);
        int[] numbers = new int[room];
        LineParser.Stop stop = parser.parse(input, numbers);
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < parser.count(); i++) {
            taken.add(numbers[i]);
        }
        return new Outcome(taken, stop, input.remaining());
    }
}

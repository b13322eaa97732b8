package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import junretsu.jobs.queue.Posting.NewJob;
import junretsu.testing.Seed;
import junretsu.web.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostingParserTest {
    private static final int DIGITS_MAX = 40;

    private final PostingParser parser = new PostingParser(DIGITS_MAX);

    private PostingParser.Jobs json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.readJson(bytes, bytes.length);
    }

    private PostingParser.Jobs lines(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.readLines(bytes, bytes.length);
    }

    @Test
    void readsOneJobAnArrayAndALineEachAlike() {
        List<NewJob> jobs = List.of(new NewJob("15", 5), new NewJob("21", 9));
        assertThat(json("{\"number\":\"15\"}")).isEqualTo(new PostingParser.Jobs(jobs.subList(0, 1), false));
        assertThat(json(" [ {\"number\":15,\"x\":{\"number\":7}}, {\"priority\":9,\"number\":\"21\"} ] "))
                .isEqualTo(new PostingParser.Jobs(jobs, true));
        assertThat(lines("\n{\"number\":15}\r\n  \n{\"number\":\"21\",\"priority\":9}"))
                .isEqualTo(new PostingParser.Jobs(jobs, true));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "00, 0", "007, 7", "70, 70", "0000000000000000000000000000000000000001, 1"})
    void leadingZerosAreDropped(String sent, String number) {
        assertThat(json("{\"number\":\"" + sent + "\"}").list()).containsExactly(new NewJob(number, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\":1.0} | the number has no digit at place 2",
                "{\"number\":1e5} | the number has no digit at place 2",
                "{\"number\":-5} | the number has no digit at place 1",
                "{\"number\":\"+5\"} | the number has no digit at place 1",
                "{\"number\":\"5 \"} | the number has no digit at place 2",
                "{\"number\":\"٥\"} | the number has no digit at place 1",
                "{\"number\":\"\"} | the number is empty",
                "{\"number\":true} | the number is no string and no integer",
                "{} | there is no number",
                "7 | an object such as {\"number\":\"15\"} was expected",
                "{\"number\":7,\"priority\":-1} | the priority is a whole number from 0 to 9",
                "{\"number\":7,\"priority\":1.5} | the priority is a whole number from 0 to 9"
            })
    void aFaultIsNamedWithItsPlace(String job, String sentence) {
        assertThatThrownBy(() -> json("[{\"number\":1}," + job + "]"))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("job 1: " + sentence);
        assertThatThrownBy(() -> lines("{\"number\":1}\n" + job))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("job 1: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"number\":012} | a number has no zero in front",
                "{\"number\":5,\"number\":6} | twice",
                "[{\"number\":5} | at byte",
                "[[[[[[[[[[]]]]]]]]]] | an object such as",
                "{\"x\":[[[[[[[[[]]]]]]]]],\"number\":5} | in each other"
            })
    void whatIsNoJsonIsSaid(String body, String sentence) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(BadRequest.class).hasMessageContaining(sentence);
    }

    @Test
    void theLengthIsRejectedBeforeADigitIsLookedAt() {
        String nines = "9".repeat(DIGITS_MAX);
        assertThat(json("{\"number\":" + nines + "}").list()).containsExactly(new NewJob(nines, 5));
        for (String longer : List.of(nines + "9", "\"" + nines + "x\"", "9".repeat(400_000))) {
            assertThatThrownBy(() -> json("{\"number\":" + longer + "}"))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("at most 40 digits are taken");
        }
    }

    @Test
    void afterAFaultTheNextBodyIsReadAsEver() {
        assertThatThrownBy(() -> json("[{\"number\":")).isInstanceOf(BadRequest.class);
        assertThat(json("{\"number\":7}").list()).containsExactly(new NewJob("7", 5));
    }

    @Test
    void numbersOfAnyLengthArriveAsTheyWereSent() {
        long seed = Seed.draw();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            String number = new BigInteger(random.nextInt(130), random).toString();
            String sent = random.nextBoolean() ? number : "\"" + number + "\"";
            assertThat(json("{\"number\":" + sent + "}").list().get(0).number())
                    .as("seed %d", seed)
                    .isEqualTo(number);
        }
    }
}

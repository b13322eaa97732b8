package junretsu.numbers.blast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCheckTest {
    @TempDir
    Path directory;

    @Test
    void findsNothingWrongWithEachNumberOnceInAnyOrder() throws IOException {
        assertThat(problem("000000007\n999999999\n000000000\n", 0, 7, 999_999_999))
                .isNull();
        assertThat(problem("")).isNull();
    }

    @Test
    void objectsToALineThatIsNotNineDigits() throws IOException {
        assertThat(problem("000000007\n00000000x\n", 7))
                .startsWith("line 2 of ")
                .endsWith(" is not nine digits");
        assertThat(problem("000000007\n00000", 7)).startsWith("line 2 of ").endsWith(" is not nine digits");
        assertThat(problem("0000000070\n", 7)).startsWith("line 1 of ").endsWith(" is not nine digits");
    }

    @Test
    void objectsToANumberThatWasNotSentOrStandsThereTwice() throws IOException {
        assertThat(problem("000000007\n000000008\n", 7))
                .startsWith("line 2 of ")
                .endsWith(" has a number that was not sent, or stood there before: 000000008");
        assertThat(problem("000000007\n000000007\n", 7)).endsWith("stood there before: 000000007");
    }

    @Test
    void objectsToANumberThatIsMissing() throws IOException {
        assertThat(problem("000000007\n", 7, 8)).startsWith("1 number of those sent not in ");
        assertThat(problem("", 7, 8)).startsWith("2 numbers of those sent not in ");
    }

    private String problem(String log, int... sent) throws IOException {
        BitSet numbers = new BitSet();
        for (int number : sent) {
            numbers.set(number);
        }
        return LogCheck.compare(Files.writeString(directory.resolve("numbers.log"), log), numbers);
    }
}

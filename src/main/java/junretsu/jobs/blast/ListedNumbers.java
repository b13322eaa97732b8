package junretsu.jobs.blast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import junretsu.config.IoReason;
import junretsu.jobs.JobWire;

/**
 * The numbers of a file, in turn, from the first again after the last.
 *
 * @param numbers at least one
 */
record ListedNumbers(Path file, List<String> numbers) implements JobNumbers {
    private static final Pattern NUMBER = Pattern.compile("\\d{1," + JobWire.DIGITS_MAX + "}");

    ListedNumbers {
        numbers = List.copyOf(numbers);
    }

    static ListedNumbers read(String text) {
        Path file = Path.of(text);
        try {
            List<String> numbers = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            for (int i = 0; i < numbers.size(); i++) {
                if (!NUMBER.matcher(numbers.get(i)).matches()) {
                    throw new IllegalArgumentException("file:PATH of lines with 1 to " + JobWire.DIGITS_MAX
                            + " digits each; number " + (i + 1) + " in the file is none");
                }
            }
            if (numbers.isEmpty()) {
                throw new IllegalArgumentException("file:PATH with at least one number; the file has none");
            }
            return new ListedNumbers(file, numbers);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "file:PATH of a file that can be read; this one cannot: " + IoReason.of(e), e);
        }
    }

    @Override
    public String number(long index, SplittableRandom random) {
        return numbers.get((int) (index % numbers.size()));
    }

    @Override
    public String toString() {
        return "numbers of " + file;
    }
}

package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import junretsu.base.ManualClock;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ManualClock clock = new ManualClock();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFileGetsALineEachFiveSecondsAndNoCarriageReturn() {
        ProgressLines lines = new ProgressLines(console(false), clock);
        for (int second = 1; second <= 12; second++) {
            clock.advanceMillis(1_000);
            lines.accept(second + " s");
        }
        assertThat(err.toString()).isEqualTo("""
                junretsu: 1 s
                junretsu: 6 s
                junretsu: 11 s
                """);
    }

    @Test
    void aTerminalGetsEachLineOverTheOneBeforeAndNoneWiderThanItself() {
        ProgressLines lines = new ProgressLines(console(true), clock);
        lines.accept("1 s");
        lines.accept("x".repeat(10_000));
        assertThat(err.toString())
                .startsWith(over("1 s") + "\r\u001b[K\u001b[?7lxxx")
                .doesNotContain("\n");
        assertThat(err.size()).isLessThan(1_000);
    }

    /** A line that is written over the one before, and that no terminal wraps. */
    private static String over(String line) {
        return "\r\u001b[K\u001b[?7l" + line + "\u001b[?7h";
    }

    private Console console(boolean isTerminal) {
        return new Console(System.out, new PrintStream(err, true), isTerminal);
    }
}

package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import junretsu.config.StartException;
import junretsu.net.linux.bpf.RejectedProgram;
import org.junit.jupiter.api.Test;

class VerifierLogTest {
    private static final String LOG = "0: (61) r6 = *(u32 *)(r1 +0)\nR3 !read_ok\nprocessed 1 insns\n";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Console console = console();

    @Test
    void isPrintedWholeWhenItIsToBeVerbose() {
        StartException why = rejected(LOG);

        assertThat(VerifierLog.told(why, true, console)).isSameAs(why);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(LOG.strip() + System.lineSeparator());
    }

    @Test
    void isOtherwiseMentionedInTheSentence() {
        assertThat(VerifierLog.told(rejected(LOG), false, console))
                .hasMessage("--engine: bpf does not work here: the kernel does not take the program: Invalid argument"
                        + " (R3 !read_ok); --verbose shows the verifier's log");
        assertThat(printed.size()).isZero();
    }

    @Test
    void isNotSpokenOfWhereThereIsNone() {
        StartException why = rejected("");
        StartException another = new StartException("the port is taken");

        assertThat(VerifierLog.told(why, false, console)).isSameAs(why);
        assertThat(VerifierLog.told(another, true, console)).isSameAs(another);
        assertThat(printed.size()).isZero();
    }

    private static StartException rejected(String log) {
        RejectedProgram program = RejectedProgram.of("Invalid argument", log);
        return new StartException("--engine: bpf does not work here: " + program.getMessage(), program);
    }

    private Console console() {
        PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Console(to, to, false);
    }
}

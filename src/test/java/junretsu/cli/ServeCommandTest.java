package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import junretsu.config.Settings;
import junretsu.service.Ending;
import junretsu.service.Server;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aStatusThatReadsAFileWhichWasCutEndsTheServerWithASentence() throws Exception {
        int exitCode = run(ending -> {
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        });
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("ready: here").contains("stopped");
        assertThat(err.toString()).contains("a file in its data directory was cut");
    }

    @Test
    void aStatusThatCannotBeMadeIsToldAndEndsNothing() throws Exception {
        int exitCode = run(ending -> {
            ending.request();
            throw new IllegalStateException("no status");
        });
        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("showing the status").contains("no status");
    }

    private int run(StatusLine status) throws Exception {
        ServeCommand command = new ServeCommand(
                "none", "", "", List::of, List.of(), (settings, surroundings) -> new Shown(status, new Ending()));
        return command.run(
                new Settings(Map.of()), new Console(new PrintStream(out, true), new PrintStream(err, true), false));
    }

    private interface StatusLine {
        String of(Ending ending);
    }

    private record Shown(StatusLine line, Ending ending) implements Server {
        @Override
        public String ready() {
            return "here";
        }

        @Override
        public String status() {
            return line.of(ending);
        }

        @Override
        public String stop() {
            return "stopped";
        }
    }
}

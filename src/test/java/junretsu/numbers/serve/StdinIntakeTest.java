package junretsu.numbers.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.service.Ending;
import junretsu.service.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input stepped by hand, a read at a time. */
class StdinIntakeTest implements LineTaker.Server {
    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private final NumberSet set = new NumberSet();
    private Path file;
    private NumberLog log;

    @BeforeEach
    void openTheLog() throws Exception {
        file = directory.resolve("numbers.log");
        log = NumberLog.create(file, LogWrites.BATCH, Clock.SYSTEM);
    }

    @Test
    void takesLinesInAnyPiecesAndEndsWithTheInput() throws Exception {
        NumberTotals.Sum sum = run("000000001\n00000", "0002\n", "000000001\n");
        assertThat(told).containsExactly("end");
        assertThat(sum.unique).isEqualTo(2);
        assertThat(sum.duplicates).isEqualTo(1);
        assertThat(sum.bytes).isEqualTo(30);
        assertThat(file).hasContent("000000001\n000000002\n");
    }

    @Test
    void namesTheLineThatIsRejectedAndTakesNothingAfterIt() throws Exception {
        NumberTotals.Sum sum = run("000000001\n000000001\n00000000x\n000000003\n", "000000004\n");
        assertThat(told)
                .containsExactly("line 3 of standard input is not nine digits and a line feed; it and what follows it"
                        + " was not taken");
        assertThat(sum.rejected).isEqualTo(1);
        assertThat(file).hasContent("000000001\n");
    }

    @Test
    void saysThatTheLastLineHasNoLineFeed() throws Exception {
        NumberTotals.Sum sum = run("000000001\n000000002");
        assertThat(told)
                .containsExactly("the last line of standard input has no line feed, so it was not taken", "end");
        assertThat(sum.unfinished).isEqualTo(1);
        assertThat(file).hasContent("000000001\n");
    }

    @Test
    void endsAtTheLineTerminate() throws Exception {
        run("000000001\nterminate\n000000002\n");
        assertThat(told).containsExactly("end");
        assertThat(file).hasContent("000000001\n");
    }

    @Test
    void saysWhyStandardInputCannotBeRead() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };
        intake(broken).doWork();
        assertThat(told).containsExactly("cannot read standard input: Is a directory", "end");
    }

    /** Steps it once for each piece and, when those were taken, for the end. */
    private NumberTotals.Sum run(String... pieces) throws Exception {
        List<String> left = new ArrayList<>(List.of(pieces));
        InputStream stdin = new InputStream() {
            private InputStream piece = InputStream.nullInputStream();

            @Override
            public int read() {
                throw new AssertionError("bytes are read in bulk");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (!left.isEmpty()) {
                    piece = new ByteArrayInputStream(left.remove(0).getBytes(StandardCharsets.US_ASCII));
                }
                return piece.read(into, from, length);
            }
        };
        StdinIntake intake = intake(stdin);
        for (int i = 0; i <= pieces.length && told.isEmpty(); i++) {
            intake.doWork();
        }
        log.close();
        NumberTotals.Sum sum = new NumberTotals.Sum();
        intake.addTo(sum);
        assertThat(Files.size(file)).isEqualTo(10 * sum.unique);
        return sum;
    }

    private StdinIntake intake(InputStream stdin) {
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        return new StdinIntake(
                Channels.newChannel(stdin),
                bytesMax -> new LineTaker(bytesMax, set, log, new LineParser(false, true), this),
                this,
                new Workers(errors, new Ending()),
                errors);
    }

    @Override
    public void terminate() {
        told.add("end");
    }

    @Override
    public void fail(String reason) {
        told.add(reason);
    }
}

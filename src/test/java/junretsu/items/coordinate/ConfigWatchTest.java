package junretsu.items.coordinate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.ManualClock;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.config.UsageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<String> said = new ArrayList<>();
    private final List<CoordinatorConfig> taken = new ArrayList<>();
    private Path file;
    private ConfigWatch watch;
    private boolean isTakingRefused;

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("items.properties");
        Files.writeString(file, "5001");
        watch = new ConfigWatch(file, this::read, this::take, said::add, clock);
    }

    private CoordinatorConfig read() {
        try {
            return Configs.of(new HostPort("127.0.0.1", Integer.parseInt(Files.readString(file))));
        } catch (IOException | NumberFormatException e) {
            throw new UsageException("not a port");
        }
    }

    private void take(CoordinatorConfig config) throws StartException {
        if (isTakingRefused) {
            throw new StartException("the directory is another's");
        }
        taken.add(config);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            clock.advanceMillis(500);
            watch.run();
        }
    }

    @Test
    void aFileThatStaysIsNotReadAgain() {
        look(5);
        assertThat(taken).isEmpty();
        assertThat(watch.isGood()).isTrue();
    }

    @Test
    void aChangedFileIsTakenOnceItHasSettled() throws IOException {
        Files.writeString(file, "");
        look(1);
        Files.writeString(file, "50022");
        look(1);
        assertThat(taken).isEmpty();
        look(5);
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).workers()).containsExactly(new HostPort("127.0.0.1", 50022));
        assertThat(said).isEmpty();
    }

    @Test
    void aBrokenFileChangesNothingAndIsSaidOnce() throws IOException {
        Files.writeString(file, "broken");
        look(5);
        assertThat(taken).isEmpty();
        assertThat(watch.isGood()).isFalse();
        assertThat(said)
                .containsExactly("the configuration has changed but is not accepted, so what ran runs on: not a port");
        Files.writeString(file, "5003");
        look(2);
        assertThat(taken).hasSize(1);
        assertThat(watch.isGood()).isTrue();
    }

    @Test
    void whatCannotBeStartedIsAsGoodAsBroken() throws IOException {
        isTakingRefused = true;
        Files.writeString(file, "50033");
        look(2);
        assertThat(watch.isGood()).isFalse();
        assertThat(said).singleElement().asString().endsWith("the directory is another's");
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        Files.delete(file);
        look(3);
        assertThat(taken).isEmpty();
        assertThat(watch.isGood()).isFalse();
    }

    @Test
    void withoutAFileThereIsNothingToWatch() {
        ConfigWatch none = new ConfigWatch(null, this::read, this::take, said::add, clock);
        clock.advanceMillis(10_000);
        none.run();
        assertThat(none.isGood()).isTrue();
    }
}

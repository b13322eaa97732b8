package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The systemd unit in deploy/. */
class UnitFileTest {
    @Test
    void isStartedAgainForAsLongAsItsDatabaseIsAway() throws Exception {
        String unit = Files.readString(Path.of("deploy/junretsu@.service"));
        assertThat(unit.substring(0, unit.indexOf("[Service]"))).contains("\nStartLimitIntervalSec=0\n");
        assertThat(unit).contains("\nRestart=on-failure\n");
    }
}

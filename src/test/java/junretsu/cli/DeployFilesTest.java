package junretsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.items.ItemWire;
import org.junit.jupiter.api.Test;

/** The files in deploy/ that other programs read: systemd's unit, and the words for nginx. */
class DeployFilesTest {
    @Test
    void theUnitIsStartedAgainForAsLongAsItsDatabaseIsAway() throws Exception {
        String unit = Files.readString(Path.of("deploy/junretsu@.service"));
        assertThat(unit.substring(0, unit.indexOf("[Service]"))).contains("\nStartLimitIntervalSec=0\n");
        assertThat(unit).contains("\nRestart=on-failure\n");
    }

    @Test
    void nginxPassesOnTheLargestBodyOfItems() throws Exception {
        assertThat(Files.readString(Path.of("deploy/README.md")))
                .contains("client_max_body_size " + (ItemWire.BODY_BYTES_MAX >> 20) + "m;");
    }
}

package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.NumberClient;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a numbers server in a browser. */
class NumbersPageIT {
    @TempDir
    Path folder;

    @Test
    void showsTheUniqueNumbersTheClientsAndThatTheServerHasGone() throws Exception {
        try (Browser browser = new Browser();
                JunretsuProcess server = JunretsuProcess.serveNumbers(Setup.newest(), folder.resolve("log"));
                NumberClient client = new NumberClient(server)) {
            browser.open(server.http() + "/");
            browser.awaitAttribute("#total", "data-value", "0");
            client.send("000000001\n000000002\n000000001\n");
            browser.awaitAttribute("#total", "data-value", "2");
            assertThat(browser.textOf("[data-figure='duplicates']")).isEqualTo("1");
            assertThat(browser.textOf("[data-figure='connections']")).isEqualTo("1");
            assertThat(browser.textOf("[data-figure='bytes']")).isEqualTo("30 B");
            assertThat(browser.textOf("[data-figure='log_write_s']")).matches("\\d+\\.\\d s");
            assertThat(browser.textOf("#state")).isEqualTo("live");
            assertThat(browser.errors()).isEmpty();
            server.kill();
            browser.awaitText("#state", "connection lost");
            browser.awaitAttribute("body", "class", "numbers lost");
            assertThat(browser.textOf("#total")).isEqualTo("2");
        }
    }
}

package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an items server, in a browser. */
class ItemsPageIT {
    @TempDir
    Path data;

    @Test
    void showsTheCountsAndTheLargestTenantsAndSaysWhenTheServerIsGone() {
        try (Browser browser = new Browser();
                JunretsuProcess server = JunretsuProcess.serveItems(Setup.newest(), data)) {
            server.post("/items/small", null, "a");
            server.post("/items/%3Cb%3Elarge", null, "a\nb\nc");
            browser.open(server.http() + "/");
            browser.awaitText("#total", "4");
            browser.awaitText("#state", "live");
            assertThat(browser.findAll(".bar")).hasSize(2);
            assertThat(browser.textOf(".bar .name")).isEqualTo("<b>large");
            assertThat(browser.textOf(".bar .share")).isEqualTo("3");
            server.post("/items/small", null, "b");
            browser.awaitText("#total", "5");
            assertThat(browser.errors()).isEmpty();
            server.kill();
            browser.awaitAttribute("body", "class", "items lost");
        }
    }
}

package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
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
            assertThat(browser.textOf("[data-figure='tenants']")).isEqualTo("2");
            assertThat(browser.textOf("[data-figure='set_bytes']")).matches("\\d(\\d+|\\.\\d) [KMG]iB");
            server.post("/items/small", null, "b");
            browser.awaitText("#total", "5");
            assertThat(browser.errors()).isEmpty();
            server.kill();
            browser.awaitAttribute("body", "class", "items lost");
            assertSaysOnTheSame(browser);
        }
    }

    /** The time of the counts that are shown stands, however long the server is gone. */
    private static void assertSaysOnTheSame(Browser browser) {
        String state = browser.textOf("#state");
        assertThat(state).startsWith("connection lost; as of ");
        browser.run("asked = 0; const ask = fetch; fetch = path => { asked++; return ask(path); };");
        Waiting.until("four rounds", () -> (Long) browser.run("return asked;") >= 8);
        assertThat(browser.textOf("#state")).isEqualTo(state);
    }
}

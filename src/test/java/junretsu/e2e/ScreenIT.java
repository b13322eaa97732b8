package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.RefusingSite;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees, in a browser. */
class ScreenIT {
    private static Browser browser;

    @TempDir
    Path data;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void showsTheNumbersOfTheServerInItsThemeAndWithItsLogo() throws IOException {
        Path theme = Files.writeString(folder.resolve("theme.css"), ":root { --back: #123456; }");
        Path logo = Files.writeString(
                folder.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"/>");
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(),
                        data,
                        "--labels",
                        "0=Red:#e33,1=White:#eee",
                        "--event",
                        "finals",
                        "--theme",
                        theme.toString(),
                        "--logo",
                        logo.toString());
                VoteSender sender = VoteSender.to(server)) {
            browser.open(server.http() + "/");
            sender.sendPaced(new Random(1), 500);
            browser.awaitAttribute("#total", "data-value", Long.toString(sender.sent()));
            assertThat(server.count("total")).isEqualTo(sender.sent());
            Map<?, ?> buttons = (Map<?, ?>) server.counts().get("buttons");
            assertThat(browser.findAll(".bar")).hasSize(buttons.size());
            for (Map.Entry<?, ?> button : buttons.entrySet()) {
                String count = browser.attribute(".bar[data-button='" + button.getKey() + "'] small", "data-value");
                assertThat(count).isEqualTo(button.getValue().toString());
            }
            assertThat(browser.textOf(".bar[data-button='0'] .name")).isEqualTo("Red");
            assertThat(browser.style(".bar[data-button='0'] .fill", "backgroundColor"))
                    .isEqualTo("rgb(238, 51, 51)");
            assertThat(browser.textOf(".bar[data-button='2'] .name")).isEqualTo("Button 2");
            assertThat(browser.textOf("#event")).isEqualTo("finals");
            browser.awaitText("#connection", "live");
            assertThat(browser.run("return getComputedStyle(document.body).getPropertyValue('--back')"))
                    .isEqualTo("#123456");
            browser.awaitAttribute("#logo", "hidden", null);
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void playsAMilestoneOnceOnEachOpenPageAndNotOnOneOpenedLater() {
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(), data, "--milestone", "10=confetti", "--milestone", "20=gold");
                VoteSender sender = VoteSender.to(server)) {
            browser.open(server.http() + "/");
            browser.openTab(server.http() + "/");
            int second = browser.tabs() - 1;
            browser.awaitText("#next", "Next: 10");
            sender.send(new byte[12]);
            browser.awaitAttribute("body", "data-played", "10=confetti");
            browser.awaitText("#next", "Next: 20");
            sender.send(new byte[12]);
            browser.awaitAttribute("body", "data-played", "10=confetti 20=gold");
            browser.awaitText("#next", "All milestones reached");
            browser.seeTab(0);
            browser.awaitAttribute("body", "data-played", "10=confetti 20=gold");
            Waiting.sleep(500);
            assertThat(browser.attribute("body", "data-played")).isEqualTo("10=confetti 20=gold");
            browser.seeTab(second);
            browser.open(server.http() + "/");
            browser.awaitAttribute("#total", "data-value", "24");
            assertThat(browser.attribute("body", "data-played")).isNull();
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void keepsTheLastStateWhileTheServerIsAwayAndComesBackByItself() {
        int port;
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data);
                VoteSender sender = VoteSender.to(server)) {
            port = java.net.URI.create(server.http()).getPort();
            browser.open(server.http() + "/");
            sender.send(new byte[1_234]);
            browser.awaitAttribute("#total", "data-value", "1234");
            server.kill();
            browser.awaitText("#connection", "connection lost");
            assertThat(browser.textOf("#total")).isEqualTo("1,234");
            assertThat(browser.attribute("body", "class")).contains("lost");
        }
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data, "--http", "127.0.0.1:" + port);
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[1_000]);
            browser.awaitAttribute("#total", "data-value", "2234");
            browser.awaitText("#connection", "live");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void saysThatAllPlacesAreTakenAndAsksForOneSeldom() throws Exception {
        try (RefusingSite site = new RefusingSite()) {
            browser.open(site.url());
            browser.awaitText("#connection", "all places are taken");
            assertThat(browser.textOf("#total")).as("nothing is known").isEqualTo("\u00a0");
            assertThat(browser.find("#notice").getText()).contains("tries again by itself");
            Waiting.sleep(4_500);
            assertThat(site.streamsAskedFor()).isEqualTo(1);
            assertThat(browser.errors()).allMatch(message -> message.contains("503"));
        }
    }

    @Test
    void saysThatItIsConnectingWhenNotEvenTheServerIsWell() throws Exception {
        try (RefusingSite site = new RefusingSite()) {
            site.answerHealth(502);
            browser.open(site.url());
            Waiting.until("another try", () -> site.streamsAskedFor() == 2);
            assertThat(browser.textOf("#connection")).isEqualTo("connecting");
            site.answerHealth(200);
            browser.awaitText("#connection", "all places are taken");
            assertThat(browser.errors()).allMatch(message -> message.contains("503") || message.contains("502"));
        }
    }

    @Test
    void showsTheEventsRateOnAServerWithoutVotesOfItsOwn() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess a = JunretsuProcess.serve(Setup.newest(), data.resolve("a"), "--redis", redis.url());
                JunretsuProcess b = JunretsuProcess.serve(Setup.newest(), data.resolve("b"), "--redis", redis.url());
                VoteSender sender = VoteSender.to(a)) {
            browser.open(b.http() + "/");
            browser.awaitText("#rate", "0 votes a second");
            Waiting.until("the rate", () -> {
                sender.send(new byte[100]);
                return browser.textOf("#rate").matches("[1-9][0-9,]{2,} votes a second");
            });
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void playsNothingForAMilestoneThatWasPassedBeforeTheStart() {
        int port;
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data);
                VoteSender sender = VoteSender.to(server)) {
            port = java.net.URI.create(server.http()).getPort();
            browser.open(server.http() + "/");
            sender.send(new byte[200]);
            browser.awaitAttribute("#total", "data-value", "200");
            assertThat(server.terminate()).isZero();
        }
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(), data, "--http", "127.0.0.1:" + port, "--milestone", "100=flash,250=gold");
                VoteSender sender = VoteSender.to(server)) {
            browser.awaitText("#next", "Next: 250");
            sender.send(new byte[60]);
            browser.awaitAttribute("body", "data-played", "250=gold");
        }
    }

    @Test
    void drawsTheHistoryWithTheValueUnderThePointer() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data);
                VoteSender sender = VoteSender.to(server)) {
            sender.sendPaced(new Random(1), 1_500);
            browser.open(server.http() + "/history");
            Waiting.until("the line", () -> {
                String path = browser.attribute("#chart .votes", "d");
                return path != null && path.contains("L");
            });
            browser.run("const chart = document.getElementById('chart'), box = chart.getBoundingClientRect();"
                    + "chart.dispatchEvent(new PointerEvent('pointermove',"
                    + " {clientX: box.left + box.width * 0.985, clientY: box.top + 50}));");
            browser.awaitText("#reading", "votes a second");
            assertThat(browser.attribute("#export", "href")).contains("/export.csv?step=1s");
            assertThat(browser.errors()).isEmpty();
        }
    }
}

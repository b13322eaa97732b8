package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The organiser's desk in a browser. */
class DeskPageIT {
    private static final String TOKEN = "open sesame";
    private static Browser browser;

    @TempDir
    Path data;

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
    void steersAnEventFromSigningInToSigningOut() {
        try (JunretsuProcess server = JunretsuProcess.serve(
                        Setup.newest(),
                        data,
                        "--admin-token",
                        TOKEN,
                        "--labels",
                        "0=<script>document.title='taken'</script>,1=White:#eee");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[] {0, 0, 1});
            browser.open(server.http() + "/desk?lang=en");
            browser.awaitText("#sign-in h2", "Sign in");
            signIn("open barley");
            browser.awaitText("#refusal", "That is not the token.");
            signIn(TOKEN);
            browser.awaitText("#total", "3");
            browser.awaitText("#voting-state", "Voting is open");

            browser.find("#turn-voting").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "Voting is closed.");
            sender.send(new byte[4]);
            browser.awaitText("#late", "4 late votes");
            browser.find("label[for=result-hidden]").click();
            browser.awaitText("#said", "Shown now: Hidden.");
            assertThat(server.counts()).doesNotContainKey("buttons");
            assertThat(browser.textOf("#shares")).as("the desk sees it").contains("66.7%");

            browser.find("#round-name").sendKeys("song-2", Keys.ENTER);
            browser.awaitText("#said", "The result is hidden.");
            browser.find("#round-name").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "Round song-2 has begun.");
            browser.awaitText("#rounds tbody tr.current", "song-2");
            browser.find("[data-effect=gold]").click();
            browser.awaitText("#said", "Played: Gold.");
            browser.find("#title").sendKeys("Finale ♥", Keys.ENTER);
            browser.awaitText("#event", "Finale ♥");
            browser.find("#labels li:nth-child(2) input.text").sendKeys(" wine");
            browser.find("#labels button[type=submit]").click();
            browser.awaitText("#said", "The buttons are saved.");
            browser.find("#milestones button[type=button]").click();
            browser.find("#milestones button[type=submit]").click();
            browser.awaitText("#said", "The milestones are saved.");
            String stage = server.get("/api/stage").body();
            assertThat(stage)
                    .contains("\"voting\":\"closed\"", "\"result\":\"hidden\"", "\"round\":\"song-2\"")
                    .contains("White wine", "\"name\":\"gold\"", "\"at\":1000", "Finale ♥");
            browser.awaitText("#journal", "White");
            assertThat(browser.textOf("#health")).contains("The votes are kept on this machine.");
            assertThat(browser.run("return document.title")).isEqualTo("junretsu desk");

            browser.find("#sign-out").click();
            browser.awaitText("#sign-in h2", "Sign in");
            browser.open(server.http() + "/desk");
            Waiting.until(
                    "the form again", 5_000, () -> browser.find("#sign-in").isDisplayed());
            assertThat(browser.errors()).allMatch(message -> message.contains("401"));
        }
    }

    @Test
    void showsWhatAnotherDeskHasChangedAndKeepsWhatIsNotSavedYet() {
        try (JunretsuProcess server =
                JunretsuProcess.serve(Setup.newest(), data, "--admin-token", TOKEN, "--labels", "0=Red,1=White")) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#voting-state", "Voting is open");
            browser.find("#labels li:first-child input.text").sendKeys("dish");
            server.post("/api/stage", TOKEN, "{\"voting\":\"closed\",\"labels\":{\"5\":{\"text\":\"Five\"}}}");
            browser.awaitText("#voting-state", "Voting is closed");
            browser.find("#labels button[type=submit]").click();
            browser.awaitText("#said", "Another desk has changed this meanwhile");
            assertThat(server.get("/api/stage").body()).contains("Five").doesNotContain("Reddish");
            browser.find("#labels button[type=submit]").click();
            browser.awaitText("#said", "The buttons are saved.");
            assertThat(server.get("/api/stage").body()).contains("Reddish").doesNotContain("Five");

            browser.find("#title").sendKeys("Mine");
            server.post("/api/stage", TOKEN, "{\"voting\":\"open\",\"title\":\"Theirs\"}");
            browser.awaitText("#voting-state", "Voting is open");
            browser.find("#title").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "Another desk has changed this meanwhile");
            browser.find("#title").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "The title is saved.");
            browser.find("#title").sendKeys("!", Keys.ENTER);
            browser.awaitText("#event", "Mine!");
            assertThat(browser.errors()).allMatch(message -> message.contains("401") || message.contains("409"));
        }
    }

    @Test
    void opensAlsoWhenTheServerDoesNotAnswerAtOnce() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data, "--admin-token", TOKEN)) {
            browser.open(server.http() + "/desk?lang=en");
            Waiting.until("the form", 10_000, () -> browser.find("#sign-in").isDisplayed());
            browser.run("const real = window.fetch; let failures = 2; window.fetch = (path, options) =>"
                    + " path === 'api/desk' && failures-- > 0 ? Promise.reject(new TypeError('away'))"
                    + " : real(path, options);");
            signIn(TOKEN);
            browser.awaitText("#refusal", "The server does not answer.");
            browser.awaitText("#voting-state", "Voting is open");
            assertThat(browser.errors()).allMatch(message -> message.contains("401"));
        }
    }

    @Test
    void fitsAPhoneAndSpeaksJapanese() {
        try (JunretsuProcess server = JunretsuProcess.serve(
                Setup.newest(), data, "--admin-token", TOKEN, "--labels", "0=" + "long".repeat(40))) {
            browser.resize(390, 844);
            browser.open(server.http() + "/desk?lang=ja");
            signIn(TOKEN);
            browser.awaitText("#voting-state", "投票を受付中");
            Waiting.until("the health", 5_000, () -> !browser.textOf("#health").isEmpty());
            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390L);
            assertThat(browser.run("return [...document.querySelectorAll('input,select,button')].filter(one =>"
                            + " !one.labels?.length && !one.textContent && !one.ariaLabel).length"))
                    .as("controls without a name")
                    .isEqualTo(0L);
            server.kill();
            browser.awaitText("#link", "サーバーが応答しません");
        } finally {
            browser.resize(1600, 900);
        }
    }

    private static void signIn(String token) {
        Waiting.until("the form", 10_000, () -> browser.find("#sign-in").isDisplayed());
        browser.find("#token").sendKeys(token, Keys.ENTER);
    }
}

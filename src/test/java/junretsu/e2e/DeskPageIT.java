package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import junretsu.testing.Axe;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.RedisServer;
import junretsu.testing.Setup;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The organiser's desk in a browser. */
class DeskPageIT {
    private static final String TOKEN = "open sesame";
    /** Where the columns begin that the cards stand in. */
    private static final String PLACES = "return [...document.querySelectorAll('.card')].map(card =>"
            + " [card.getBoundingClientRect().left, card.querySelector('h2').textContent].join())";

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

    @BeforeEach
    void forgetErrors() {
        browser.errors();
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
            browser.awaitText("#refusal", "Wrong token.");
            signIn(TOKEN);
            browser.awaitText("#total", "3");
            browser.awaitText("#voting-state", "Voting is open");

            browser.find("#turn-voting").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "Voting is closed.");
            sender.send(new byte[4]);
            browser.awaitText("#late", "4 late votes");
            browser.find("[data-result=hidden]").click();
            browser.awaitText("#said", "Shown now: Hidden.");
            assertThat(server.counts()).doesNotContainKey("buttons");
            assertThat(browser.textOf("#shares")).as("the desk sees it").contains("66.7%");

            browser.find("#round-name").sendKeys("song-2", Keys.ENTER);
            browser.awaitText("#asked", "The result is hidden.");
            browser.find("#yes").click();
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
            Waiting.until("the form again", () -> browser.find("#sign-in").isDisplayed());
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
            browser.awaitText("#said", "Another desk changed this meanwhile");
            assertThat(server.get("/api/stage").body()).contains("Five").doesNotContain("Reddish");
            browser.find("#labels button[type=submit]").click();
            browser.awaitText("#said", "The buttons are saved.");
            assertThat(server.get("/api/stage").body()).contains("Reddish").doesNotContain("Five");

            browser.find("#title").sendKeys("Mine");
            server.post("/api/stage", TOKEN, "{\"voting\":\"open\",\"title\":\"Theirs\"}");
            browser.awaitText("#voting-state", "Voting is open");
            browser.find("#title").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "Another desk changed this meanwhile");
            browser.find("#title").sendKeys(Keys.ENTER);
            browser.awaitText("#said", "The title is saved.");
            browser.find("#title").sendKeys("!", Keys.ENTER);
            browser.awaitText("#event", "Mine!");
            assertThat(browser.errors()).allMatch(message -> message.contains("401") || message.contains("409"));
        }
    }

    @Test
    void asksBeforeItRevealsAWinnerWhileVotingIsOpen() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[] {0, 0, 1});
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#total", "3");
            browser.awaitCount("#rounds tbody tr", 1);
            assertThat(Axe.violations(browser)).isEmpty();
            browser.find("[data-result=revealed]").click();
            browser.awaitText("#asked", "Voting is still open.");
            assertThat(Axe.violations(browser)).isEmpty();
            browser.find("#no").click();
            assertThat(server.get("/api/stage").body()).contains("\"result\":\"live\"", "\"voting\":\"open\"");
            browser.find("[data-result=revealed]").click();
            browser.find("#yes").click();
            browser.awaitText("#said", "The screens reveal the winner now.");
            browser.awaitText("#voting-state", "Voting is closed");
            browser.awaitAttribute("[data-result=revealed]", "aria-pressed", "true");
            browser.find("#turn-voting").click();
            browser.awaitText("#said", "Screens and phones show live votes again.");
            assertThat(server.get("/api/stage").body()).contains("\"result\":\"live\"", "\"voting\":\"open\"");
        }
    }

    @Test
    void twoRowsOfOneButtonAreSaidAndNotSaved() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White")) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#voting-state", "Voting is open");
            browser.find("#labels li:nth-child(2) input.number").clear();
            browser.find("#labels li:nth-child(2) input.number").sendKeys("0", Keys.ENTER);
            browser.awaitText("#said", "Button 0 is there twice.");
            assertThat(server.get("/api/stage").body()).contains("Red", "\"1\":{\"text\":\"White\"");
        }
    }

    @Test
    void revealsNothingWhenAnotherDeskHasBegunTheNextRoundWhileItAsks() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White")) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#voting-state", "Voting is open");
            browser.find("[data-result=revealed]").click();
            browser.awaitText("#asked", "Voting is still open.");
            server.post("/api/stage", TOKEN, "{\"round\":\"song-2\"}");
            browser.awaitText("#rounds tbody tr.current", "song-2");
            browser.find("#yes").click();
            browser.awaitText("#said", "Another desk changed this meanwhile");
            assertThat(server.get("/api/stage").body()).contains("\"result\":\"live\"", "\"voting\":\"open\"");
            assertThat(browser.errors()).allMatch(message -> message.contains("401") || message.contains("409"));
        }
    }

    @Test
    void namesTheRoundAfterOneWhoseNumberIsBeyondThatOfADouble() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#voting-state", "Voting is open");
            for (String name : List.of("r-99999999999999999998", "r-99999999999999999999", "r-100000000000000000000")) {
                server.post("/api/stage", TOKEN, "{\"round\":\"" + name + "\"}");
                browser.awaitText("#rounds tbody tr.current", name);
            }
            browser.awaitAttribute("#round-name", "placeholder", "r-100000-1");
        }
    }

    @Test
    void twoDesksSeeEachOthersChangesAndSayWhoWasFirst() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White");
                Browser other = new Browser()) {
            Browser first = browser;
            first.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser = other;
            other.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser = first;
            other.awaitText("#voting-state", "Voting is open");
            first.find("#turn-voting").click();
            other.awaitText("#said", "Changed at another desk: Voting.");
            other.awaitText("#voting-state", "Voting is closed");

            // The other desk knows nothing new until it presses.
            other.run("const real = window.fetch; window.fetch = (path, options) => path === 'api/counts'"
                    + " ? new Promise(() => {}) : real(path, options)");
            other.find("#round-name").sendKeys("mine");
            first.find("#round-name").sendKeys("song-2", Keys.ENTER);
            first.awaitText("#said", "Round song-2 has begun.");
            other.find("#round-name").sendKeys(Keys.ENTER);
            other.awaitText("#said", "Another desk has begun round song-2 meanwhile.");
            assertThat(server.get("/api/rounds").body()).doesNotContain("mine");
            first.find("#round-name").sendKeys("live", Keys.ENTER);
            first.awaitText("#said", "There was a round of that name already.");
        }
    }

    @Test
    void cardsStayWhereTheyAreAsTheJournalGrows() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White")) {
            for (int[] size : new int[][] {{1280, 720}, {1920, 1080}}) {
                browser.resize(size[0], size[1]);
                browser.open(server.http() + "/desk?lang=en");
                Waiting.until(
                        "the page",
                        () -> !browser.textOf("#voting-state").isEmpty()
                                || browser.find("#sign-in").isDisplayed());
                if (browser.find("#sign-in").isDisplayed()) {
                    signIn(TOKEN);
                }
                browser.awaitText("#voting-state", "Voting is open");
                Waiting.until("the health", () -> !browser.textOf("#health").isEmpty());
                Object before = browser.run(PLACES);
                for (int change = 0; change < 20; change++) {
                    server.post("/api/stage", TOKEN, "{\"title\":\"Song " + size[0] + " " + change + "\"}");
                }
                browser.awaitText("#journal", "Song " + size[0] + " 19");
                assertThat(browser.run(PLACES)).as(size[0] + " wide").isEqualTo(before);
            }
        } finally {
            browser.resize(1600, 900);
        }
    }

    @Test
    void aRoundBeginsWithButtonsOfItsOwnAndTheOneBeforeKeepsItsNames() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White wine from the valley");
                VoteSender sender = VoteSender.to(server)) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#rounds tbody tr.current", "none");
            sender.send(new byte[] {0, 0, 1, 1});
            browser.awaitText("#rounds tbody tr.current", "Red, White wine from the valley (2)");
            assertThat(
                            browser.run(
                                    "const cell = document.querySelector('#rounds .current').lastChild;"
                                            + " const table = document.getElementById('rounds');"
                                            + " return cell.scrollWidth <= cell.clientWidth && table.scrollWidth <= table.parentNode.clientWidth"))
                    .as("the names are whole")
                    .isEqualTo(true);
            browser.find("#labels li:first-child input.text").clear();
            browser.find("#labels li:first-child input.text").sendKeys("Blue");
            browser.find("#round-name").sendKeys("song-2", Keys.ENTER);
            browser.awaitText("#asked", "Begin song-2 with them?");
            assertThat(server.get("/api/stage").body()).contains("Red", "\"round\":\"live\"");
            browser.find("#yes").click();
            browser.awaitText("#said", "Round song-2 has begun.");
            assertThat(server.get("/api/stage").body()).contains("Blue", "\"round\":\"song-2\"");
            assertThat(browser.find("#labels .mark").isDisplayed()).isFalse();
            browser.awaitText("#rounds tbody tr:nth-child(2)", "Red, White wine from the valley (2)");
            sender.send(new byte[] {0});
            browser.awaitText("#rounds tbody tr.current", "Blue (1)");
            assertThat(server.get("/api/rounds.csv").body().lines().map(line -> line.replaceAll("2\\d{3}-[^,]*", "")))
                    .containsExactly(
                            "round,started,ended,total,late,button_0,button_1,label_0,label_1",
                            "live,,,4,0,2,2,\"Red\",\"White wine from the valley\"",
                            "song-2,,,1,0,1,0,\"Blue\",\"White wine from the valley\"");
        }
    }

    @Test
    void saysThatTheTableIsThisServersWhenSeveralShareTheEvent() {
        try (RedisServer redis = RedisServer.start();
                JunretsuProcess server = serve("--redis", redis.url());
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[1]);
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            Waiting.until("the sentence", () -> browser.find("#rounds-alone").isDisplayed());
            assertThat(browser.textOf("#rounds-alone")).contains("came to this one");
        }
        try (JunretsuProcess server =
                JunretsuProcess.serve(Setup.newest(), data.resolve("alone"), "--admin-token", TOKEN)) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#link", "connected");
            assertThat(browser.find("#rounds-alone").isDisplayed()).isFalse();
        }
    }

    private JunretsuProcess serve(String... flags) {
        String[] all = new String[flags.length + 2];
        all[0] = "--admin-token";
        all[1] = TOKEN;
        System.arraycopy(flags, 0, all, 2, flags.length);
        return JunretsuProcess.serve(Setup.newest(), data, all);
    }

    @Test
    void showsTheCodeOfTheCrowdsPageLarge() {
        try (JunretsuProcess server = serve()) {
            browser.open(server.http() + "/desk?lang=en");
            signIn(TOKEN);
            browser.awaitText("#code .address", "/vote");
            browser.find("#show-code").click();
            Waiting.until(
                    "the code", () -> browser.find("#code-large").getSize().getHeight() > 600);
            browser.key(Keys.ESCAPE);
            Waiting.until("the desk", () -> !browser.find("#code-large").isDisplayed());
        }
    }

    @Test
    void opensAlsoWhenTheServerDoesNotAnswerAtOnce() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data, "--admin-token", TOKEN)) {
            browser.open(server.http() + "/desk?lang=en");
            Waiting.until("the form", () -> browser.find("#sign-in").isDisplayed());
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
            Waiting.until("the health", () -> !browser.textOf("#health").isEmpty());
            server.post("/api/stage", TOKEN, "{\"voting\":\"closed\"}");
            browser.awaitText("#journal", "受付中 → 締切");
            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390L);
            assertThat(
                            browser.run(
                                    "return [...document.querySelectorAll('input,select,button')].filter(one =>"
                                            + " one.checkVisibility() && !one.labels?.length && !one.textContent && !one.ariaLabel).length"))
                    .as("controls without a name")
                    .isEqualTo(0L);
            server.kill();
            browser.awaitText("#link", "サーバーが応答しません");
        } finally {
            browser.resize(1600, 900);
        }
    }

    private static void signIn(String token) {
        Waiting.until("the form", () -> browser.find("#sign-in").isDisplayed());
        browser.find("#token").sendKeys(token, Keys.ENTER);
    }
}

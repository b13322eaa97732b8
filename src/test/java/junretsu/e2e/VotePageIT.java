package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import junretsu.testing.Axe;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.TestScript;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The crowd's page in a browser, and what the server has counted of it. */
class VotePageIT {
    private static final int[][] SIZES = {{320, 568}, {568, 320}, {390, 844}, {844, 390}, {768, 1024}, {1024, 768}};
    /** Words of labels that stand in more than one line; Japanese has no blanks and may be broken anywhere. */
    private static final String BROKEN_WORDS = "return [...document.querySelectorAll('.label')].flatMap(label =>"
            + " [...label.textContent.matchAll(/[!-~]+/g)].filter(word => {"
            + " const range = document.createRange();"
            + " range.setStart(label.firstChild, word.index);"
            + " range.setEnd(label.firstChild, word.index + word[0].length);"
            + " return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;"
            + " }).map(word => word[0]))";

    private static final String WITHOUT_SOCKETS = "window.WebSocket = class { constructor() {"
            + " setTimeout(() => this.onclose?.({ code: 1006 }), 5); } close() {} send() {} };";

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
        browser.resize(1024, 768);
        browser.errors();
    }

    private JunretsuProcess serve(String... flags) {
        String[] all = new String[flags.length + 2];
        all[0] = "--crowd-rate";
        all[1] = "1000/s";
        System.arraycopy(flags, 0, all, 2, flags.length);
        return JunretsuProcess.serve(Setup.newest(), data, all);
    }

    private static String labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "=Label " + i).collect(Collectors.joining(","));
    }

    private void openReady(JunretsuProcess server, String query) {
        browser.open(server.http() + "/vote" + query);
        browser.awaitText("#state-text", query.contains("ja") ? "タップして投票" : "Tap to vote");
    }

    private void awaitAllCounted() {
        Waiting.until(
                "every tap to be acknowledged: " + browser.textOf("footer"),
                () -> "0".equals(browser.attribute("#state", "data-waiting"))
                        && browser.textOf("#state-text").equals("All counted"));
    }

    private long sum() {
        return Long.parseLong(browser.attribute("#sum", "data-value"));
    }

    /** The middle of a button, {@code x, y}. */
    private int[] middle(int button) {
        List<?> point = (List<?>) browser.run(
                "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
                        + "return [box.left + box.width / 2, box.top + box.height / 2].map(Math.round)",
                "button[data-button='" + button + "']");
        return new int[] {((Long) point.get(0)).intValue(), ((Long) point.get(1)).intValue()};
    }

    /** The middle of a button once the page has stopped to move: behind a resize or a scroll. */
    private int[] restingMiddle(int button) {
        int[][] seen = {middle(button)};
        Waiting.until("the button at rest", () -> {
            int[] before = seen[0];
            Waiting.sleep(200);
            seen[0] = middle(button);
            return Arrays.equals(before, seen[0]);
        });
        return seen[0];
    }

    /** Buttons that are out of sight, or smaller than a fingertip (44 pixels). */
    private List<?> unfit() {
        return (List<?>) browser.run("return [...document.querySelectorAll('button')].filter(button => {"
                + "const box = button.getBoundingClientRect();"
                + "return box.height < 44 || box.width < 44 || box.left < 0 || box.right > innerWidth"
                + " || box.top < 0 || box.bottom > innerHeight; }).map(button => button.textContent)");
    }

    @Test
    void twoToTwelveButtonsFitEveryPhoneWithoutScrolling() {
        for (int count : new int[] {2, 3, 4, 7, 11, 12}) {
            try (JunretsuProcess server =
                    JunretsuProcess.serve(Setup.newest(), data.resolve("of-" + count), "--labels", labels(count))) {
                openReady(server, "");
                for (int[] size : SIZES) {
                    browser.resize(size[0], size[1]);
                    Waiting.sleep(100);
                    assertThat(browser.findAll("button")).hasSize(count);
                    assertThat(unfit())
                            .as(count + " at " + size[0] + "x" + size[1])
                            .isEmpty();
                }
                assertThat(browser.errors()).isEmpty();
            }
        }
    }

    @Test
    void everyTextIsWholeWhereThereIsRoomForIt() {
        String labels = "0=Red,1=White wine,2=紅組,3=Blue Monday,4=A long name of a song live in a hall,5=Red 5,"
                + "6=White wine 6,7=Gold,8=Blue Monday 8,9=Black,10=Green tea,11=Another long name of a song";
        try (JunretsuProcess server = serve("--labels", labels)) {
            openReady(server, "");
            for (int[] size : SIZES) {
                browser.resize(size[0], size[1]);
                Waiting.sleep(100);
                assertThat(browser.run("return [...document.querySelectorAll('.label')].filter(label =>"
                                + " label.scrollHeight > label.clientHeight + 1).map(label => label.textContent)"))
                        .as(size[0] + "x" + size[1])
                        .isEqualTo(List.of());
            }
        }
    }

    @Test
    void aWordIsBrokenOnlyWhereItCannotStandWhole() {
        String labels = "0=Bohemian Rhapsody,1=さくら,2=Yesterday,3=" + "W".repeat(200);
        try (JunretsuProcess server = serve("--labels", labels)) {
            openReady(server, "");
            for (int[] size : SIZES) {
                browser.resize(size[0], size[1]);
                Waiting.sleep(100);
                assertThat(browser.run(BROKEN_WORDS))
                        .as(size[0] + "x" + size[1])
                        .isEqualTo(List.of("W".repeat(200)));
            }
        }
    }

    @Test
    void showsTheTotalOfAllWhileResultsAreLiveAndNeverWhileTheyAreHidden() {
        try (JunretsuProcess server = serve("--labels", "0=Red", "--admin-token", "open-sesame");
                VoteSender sender = VoteSender.to(server)) {
            sender.send(new byte[1234]);
            openReady(server, "");
            browser.awaitText("#all", "1,234 from all");
            tapFor(2);
            browser.awaitText("#all", "1,236 from all");
            server.post("/api/stage", "open-sesame", "{\"result\":\"hidden\"}");
            Waiting.until("no total", () -> !browser.find("#all").isDisplayed());
            sender.send(new byte[100]);
            Waiting.until("votes", () -> server.count("total") == 1_336);
            Waiting.sleep(3_000);
            assertThat(browser.find("#all").isDisplayed()).isFalse();
            server.post("/api/stage", "open-sesame", "{\"result\":\"live\",\"round\":\"song-2\"}");
            browser.awaitText("#all", "0 from all");
        }
    }

    @Test
    void twoHundredAndFiftySixButtonsScroll() {
        try (JunretsuProcess server = serve("--labels", labels(256))) {
            openReady(server, "");
            browser.resize(320, 568);
            assertThat(browser.findAll("button")).hasSize(256);
            browser.run("document.querySelector(\"button[data-button='255']\").scrollIntoView()");
            browser.touch(restingMiddle(255));
            awaitAllCounted();
            assertThat(server.counts().get("buttons").toString()).isEqualTo("{255=1}");
        }
    }

    @Test
    void countsEachTapOfTwoThumbsOnceAndSaysWhatIsCounted() {
        try (JunretsuProcess server = serve("--labels", "0=Red:#e33,1=White:#eee")) {
            openReady(server, "");
            browser.resize(390, 844);
            Waiting.sleep(100);
            int[] red = middle(0);
            int[] white = middle(1);
            for (int i = 0; i < 30; i++) {
                browser.touch(red[0], red[1], white[0], white[1]);
            }
            browser.touch(red);
            awaitAllCounted();
            assertThat(sum()).isEqualTo(61);
            assertThat(browser.textOf("button[data-button='0'] .count")).isEqualTo("31");
            assertThat(browser.textOf("button[data-button='1'] .count")).isEqualTo("30");
            assertThat(server.counts().get("buttons").toString()).isEqualTo("{0=31, 1=30}");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void keyboardAloneIsEnough() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White,7=Blue")) {
            openReady(server, "");
            browser.key("1");
            browser.key("3");
            browser.key("3");
            browser.key("9");
            browser.key(Keys.TAB);
            browser.key(Keys.TAB);
            browser.key(Keys.ENTER);
            browser.key(Keys.SPACE);
            awaitAllCounted();
            assertThat(server.counts().get("buttons").toString()).isEqualTo("{0=1, 1=2, 7=2}");
            browser.awaitText("#spoken", "White: 2");
            browser.run("document.activeElement.blur()");
            browser.key("1");
            browser.find("button").sendKeys("2");
            awaitAllCounted();
            assertThat(server.counts().get("buttons").toString()).isEqualTo("{0=1, 1=3, 7=2}");
        }
    }

    @Test
    void theFocusStaysWhereItIsWhenVotingClosesAndLabelsChange() {
        try (JunretsuProcess server = serve("--labels", "0=Red,1=White", "--admin-token", "open-sesame")) {
            openReady(server, "");
            browser.key(Keys.TAB);
            browser.key(Keys.TAB);
            server.post(
                    "/api/stage",
                    "open-sesame",
                    "{\"voting\":\"closed\",\"labels\":{\"0\":{\"text\":\"Blue\"},\"1\":{\"text\":\"White\"}}}");
            browser.awaitText("#notice", "Voting is closed");
            browser.awaitText("button[data-button='0'] .label", "Blue");
            assertThat(browser.run("return document.activeElement.dataset.button"))
                    .isEqualTo("1");
            browser.key(Keys.ENTER);
            assertThat(sum()).isZero();
        }
    }

    @Test
    void countsEachAcknowledgedTapOnceWhenTheServerIsKilledWhileThumbsTap() {
        int port;
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            port = URI.create(server.http()).getPort();
            openReady(server, "");
            tapFor(40);
            Thread killer = new Thread(server::kill);
            killer.start();
            tapFor(40);
            browser.awaitText("#state-text", "not counted yet");
        }
        try (JunretsuProcess server = serve("--labels", "0=Red", "--http", "127.0.0.1:" + port)) {
            tapFor(20);
            awaitAllCounted();
            long doubtful = Long.parseLong(browser.attribute("#fate", "data-doubtful"));
            assertThat(sum() + doubtful).as("every tap").isEqualTo(100);
            assertThat(server.count("total")).isBetween(sum(), sum() + doubtful);
            if (doubtful > 0) {
                assertThat(browser.textOf("#fate")).contains(doubtful + " may not have been counted");
            }
        }
    }

    private void tapFor(int times) {
        for (int i = 0; i < times; i++) {
            browser.key("1");
        }
    }

    @Test
    void voteIsClosedAndOpenedAndLabelledFromTheDesk() {
        try (JunretsuProcess server = serve("--labels", "0=Red", "--admin-token", "open-sesame")) {
            openReady(server, "");
            tapFor(3);
            awaitAllCounted();
            assertThat(server.post("/api/stage", "open-sesame", "{\"voting\":\"closed\"}")
                            .statusCode())
                    .isEqualTo(200);
            browser.awaitText("#notice", "Voting is closed");
            tapFor(5);
            assertThat(browser.attribute("button", "aria-disabled")).isEqualTo("true");
            assertThat(sum()).isEqualTo(3);
            server.post(
                    "/api/stage",
                    "open-sesame",
                    "{\"voting\":\"open\",\"title\":\"Finale\",\"labels\":{\"0\":{\"text\":\"Blue\"},\"4\":{\"text\":\"Gold\"}}}");
            browser.awaitText("#title", "Finale");
            browser.awaitText("button[data-button='4'] .label", "Gold");
            assertThat(browser.find("#notice").isDisplayed()).isFalse();
            browser.key("2");
            awaitAllCounted();
            assertThat(server.counts().get("buttons").toString()).isEqualTo("{0=3, 4=1}");
            assertThat(server.count("late")).isZero();
            server.post("/api/stage", "open-sesame", "{\"round\":\"song-2\"}");
            browser.awaitText("#sum", "0");
            tapFor(1);
            awaitAllCounted();
            assertThat(server.count("total")).isEqualTo(1);
        }
    }

    @Test
    void sendsAgainUnderTheSameNumbersAfterAReload() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "");
            tapFor(3);
            browser.run("location.reload()");
            Waiting.until("the page", () -> browser.textOf("#sum").equals("3"));
            tapFor(2);
            awaitAllCounted();
            assertThat(sum()).isEqualTo(5);
            assertThat(server.count("total")).isEqualTo(5);
        }
    }

    @Test
    void theBooksThatAHiddenPageLeftHaveWhatItSendsAfterwards() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "");
            tapFor(3);
            awaitAllCounted();
            hide(true);
            Object before = left();
            tapFor(2);
            awaitAllCounted();
            assertThat((Long) left()).isGreaterThan((Long) before);
            assertThat(server.count("total")).isEqualTo(5);
        }
    }

    private static void hide(boolean isHidden) {
        browser.run("Object.defineProperty(document, 'hidden', { value: " + isHidden + ", configurable: true });"
                + "document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** The number of the next message in the books that were left. */
    private static Object left() {
        return browser.run("return JSON.parse(sessionStorage.getItem('junretsu.vote')).next");
    }

    @Test
    void postsWhereWebSocketsAreImpossible() {
        Browser usual = browser;
        try (JunretsuProcess server = serve("--labels", "0=Red");
                Browser without = new Browser()) {
            browser = without;
            browser.prepare(WITHOUT_SOCKETS);
            openReady(server, "");
            tapFor(25);
            awaitAllCounted();
            assertThat(server.count("total")).isEqualTo(25);
        } finally {
            browser = usual;
        }
    }

    @Test
    void postsUntilWebSocketsArePossibleAgain() {
        Browser usual = browser;
        try (JunretsuProcess server = serve("--labels", "0=Red");
                Browser without = new Browser()) {
            browser = without;
            browser.prepare("window.usual = window.WebSocket;" + WITHOUT_SOCKETS);
            openReady(server, "");
            tapFor(3);
            awaitAllCounted();
            browser.run("window.WebSocket = window.usual; const now = performance.now.bind(performance);"
                    + "performance.now = () => now() + 130_000");
            Waiting.until("a connection", () -> server.metric("junretsu_votes_crowd_connections") == 1);
            tapFor(3);
            awaitAllCounted();
            assertThat(server.count("total")).isEqualTo(6);
        } finally {
            browser = usual;
        }
    }

    @Test
    void aPageThatComesBackSendsNothingThatAnotherOfItsTabHasSent() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "");
            assertThat(browser.run(TestScript.read("books.js"))).isEqualTo(List.of(0L, 1L));
        }
    }

    @Test
    void aPageThatSleptIsNotReadyBeforeItsConnectionIs() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "");
            hide(true);
            browser.run("window.WebSocket = class { close() {} send() {} };"
                    + "const now = performance.now.bind(performance); performance.now = () => now() + 31_000");
            hide(false);
            browser.awaitText("#state-text", "Connecting");
        }
    }

    @Test
    void aPhoneThatSleptForAnHourCountsEachTapOnceWhenTheServerHasForgottenIt() {
        int port;
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            port = URI.create(server.http()).getPort();
            openReady(server, "");
            tapFor(3);
            awaitAllCounted();
            hide(true);
            browser.run("const now = performance.now.bind(performance); performance.now = () => now() + 3_600_000");
        }
        // After an hour the server is another one, which knows no phone and has another round's votes.
        try (JunretsuProcess server = JunretsuProcess.serve(
                Setup.newest(), data.resolve("later"), "--labels", "0=Red", "--http", "127.0.0.1:" + port)) {
            hide(false);
            tapFor(4);
            awaitAllCounted();
            assertThat(server.count("total"))
                    .as("the three of before are not sent again")
                    .isEqualTo(4);
        }
    }

    @Test
    void saysThatItIsTooFastAndWhatDidNotCount() {
        try (JunretsuProcess server =
                JunretsuProcess.serve(Setup.newest(), data, "--labels", "0=Red", "--crowd-rate", "5/s")) {
            openReady(server, "");
            browser.run("for (let i = 0; i < 60; i++)"
                    + " dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))");
            browser.awaitText("#state-text", "Too fast: only 5 a second count");
            awaitAllCounted();
            assertThat(server.count("total")).isEqualTo(sum()).isBetween(10L, 59L);
            assertThat(browser.textOf("#fate")).isEqualTo((60 - sum()) + " over the limit did not count");
        }
    }

    @Test
    void saysThatAServerTakesNoVotesFromPhones() {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.newest(), data, "--crowd", "off")) {
            browser.open(server.http() + "/vote");
            browser.awaitText("#notice", "takes no votes from phones");
            assertThat(browser.attribute("button", "aria-disabled")).isEqualTo("true");
        }
    }

    @Test
    void showsLabelsAsTextWhateverTheyLookLike() {
        String hostile = "<script>document.title='taken'</script>";
        String labels = "0=" + hostile + ",1=" + "W".repeat(200)
                + ",2=\u05d0\u05d3\u05d5\u05dd,3=\ud83c\udf89\ud83d\udc69\u200d\ud83d\udc67";
        try (JunretsuProcess server = serve("--labels", labels)) {
            openReady(server, "");
            browser.resize(320, 568);
            Waiting.sleep(100);
            assertThat(browser.textOf("button[data-button='0'] .label")).isEqualTo(hostile);
            assertThat(browser.textOf("title")).doesNotContain("taken");
            assertThat(browser.attribute("button[data-button='2'] .label", "dir"))
                    .isEqualTo("auto");
            assertThat(unfit()).isEmpty();
            assertThat(Axe.violations(browser)).isEmpty();
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void speaksTheLanguageThatIsAskedFor() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "?lang=ja");
            assertThat(browser.attribute("html", "lang")).isEqualTo("ja");
            assertThat(browser.textOf("#sum-name")).isEqualTo("あなたの票");
            openReady(server, "");
            assertThat(browser.attribute("html", "lang")).isEqualTo("en");
        }
    }

    @Test
    void everyColourHasTextThatCanBeRead() {
        String labels = "0=A:#777,1=B:#767676,2=C:yellow,3=D:navy,4=E:#e33,5=F:#f0f,6=G:gray,7=H:#08f,8=I:nonsense";
        try (JunretsuProcess server = serve("--labels", labels)) {
            openReady(server, "");
            assertThat(Axe.violations(browser)).isEmpty();
        }
    }

    @Test
    void aButtonWithoutAColourHasTheSameOneOnPhonesAndScreens() {
        String colours = "const pen = document.createElement('i'); document.body.append(pen);"
                + "return [...document.querySelectorAll(arguments[0])]"
                + ".sort((a, b) => a.dataset.button - b.dataset.button)"
                + ".map(one => { pen.style.color = one.style.getPropertyValue(arguments[1]);"
                + " return getComputedStyle(pen).color; })";
        try (JunretsuProcess server = serve("--labels", labels(12))) {
            openReady(server, "");
            Object phone = browser.run(colours, "button", "--face");
            browser.open(server.http());
            browser.awaitCount(".bar", 12);
            assertThat(browser.run(colours, ".bar", "--colour")).isEqualTo(phone);
            assertThat(new HashSet<>((List<?>) phone)).as("colours").hasSize(12);
        }
    }

    @Test
    void firstPaintLoadsLessThan100KilobytesAndNothingFromElsewhere() {
        try (JunretsuProcess server = serve("--labels", "0=Red")) {
            openReady(server, "");
            Object bytes = browser.run(
                    "return [...performance.getEntriesByType('navigation'),"
                            + " ...performance.getEntriesByType('resource')].reduce((sum, each) => sum + each.transferSize, 0)");
            assertThat((Long) bytes).isBetween(10_000L, 100_000L);
            Object elsewhere = browser.run("return performance.getEntriesByType('resource')"
                    + ".filter(each => !each.name.startsWith(location.origin)).length");
            assertThat(elsewhere).isEqualTo(0L);
            assertThat(server.get("/vote").body()).contains("<noscript>");
            assertThat(server.get("/vote").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
        }
    }

    @Test
    void qrCodeLeadsToThePage() {
        try (JunretsuProcess server = serve("--public-url", "https://votes.example.org")) {
            var code = server.get("/vote/qr.svg");
            assertThat(server.get("/api/stage").body())
                    .contains("\"crowd\":{\"url\":\"https://votes.example.org/vote\",\"rate\":1000}");
            assertThat(code.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
            assertThat(code.body()).startsWith("<svg ");
        }
    }

    @Test
    void pagesHaveNothingThatKeepsPeopleFromUsingThem() {
        try (JunretsuProcess server = serve("--labels", "0=Red:#e33,1=White:#eee", "--milestone", "10=confetti")) {
            for (String page : new String[] {"/vote", "/", "/history", "/desk"}) {
                browser.open(server.http() + page);
                Waiting.sleep(1_000);
                assertThat(Axe.violations(browser)).as(page).isEmpty();
            }
        }
    }
}

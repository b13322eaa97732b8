package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import junretsu.testing.Axe;
import junretsu.testing.Browser;
import junretsu.testing.Seed;
import junretsu.testing.Soak;
import junretsu.testing.StageSite;
import junretsu.testing.TestScript;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stage in a browser, with counts and a stage that the test says. */
class StageIT {
    private static final List<String> EFFECTS = List.of("flash", "fireworks", "confetti", "gold", "shake");
    private static final String LABELS =
            "{\"0\":{\"text\":\"Red\",\"colour\":\"#e33\"},\"1\":{\"text\":\"White\",\"colour\":\"navy\"}}";

    private static final String CODE_SHARE =
            "return document.getElementById('qr').getBoundingClientRect().height / innerHeight";

    /** Names that leave their bars, and bars that leave the page. */
    private static final String OUT_OF_PLACE = "return [...document.querySelectorAll('.bar')].filter(bar => {"
            + " const own = bar.getBoundingClientRect();"
            + " const name = bar.querySelector('.name').getBoundingClientRect();"
            + " const track = bar.querySelector('.track').getBoundingClientRect();"
            + " return own.bottom > innerHeight + 1 || own.right > innerWidth + 1 || track.width < innerWidth / 3"
            + " || name.top < own.top - 1 || name.bottom > own.bottom + 1; }).map(bar => bar.dataset.button)";

    /** What the code of the crowd's page lies over. */
    private static final String UNDER_CODE = "const code = document.getElementById('crowd').getBoundingClientRect();"
            + "return ['event', 'voting', 'total', 'rate', 'milestones', 'bars'].filter(id => {"
            + " const box = document.getElementById(id).getBoundingClientRect();"
            + " return box.width > 0 && box.right > code.left && box.left < code.right"
            + " && box.bottom > code.top && box.top < code.bottom; })";

    private static Browser browser;

    private StageSite site;
    private int version;

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
    void open() {
        site = new StageSite();
        browser.resize(1280, 720);
        browser.reduceMotion(false);
    }

    @AfterEach
    void close() {
        assertThat(browser.errors()).isEmpty();
        browser.open("about:blank");
        site.close();
    }

    private static String counts(long total, String more, long... buttons) {
        String votes = IntStream.range(0, buttons.length)
                .mapToObj(button -> "\"" + button + "\":" + buttons[button])
                .collect(Collectors.joining(","));
        return "{\"event\":\"live\",\"total\":" + total + ",\"rate\":1234,\"buttons\":{" + votes
                + "},\"dropped\":92,\"store\":{\"state\":\"connect\"}" + more + "}";
    }

    private static String milestones(long at, String reached) {
        return ",\"milestones\":[{\"at\":" + at + ",\"effect\":\"gold\",\"reached\":" + reached
                + ",\"announced\":true}]";
    }

    private void stage(String result, String voting, String effect, long... buttons) {
        version++;
        site.stage("{\"version\":" + version + ",\"title\":\"Song 2 決勝\",\"round\":\"song-2\",\"voting\":\"" + voting
                + "\",\"result\":\"" + result + "\",\"labels\":" + LABELS + ",\"milestones\":[],\"effect\":" + effect
                + ",\"crowd\":null}");
        long total = IntStream.range(0, buttons.length)
                .mapToLong(button -> buttons[button])
                .sum();
        site.counts(counts(total, ",\"milestones\":[],\"stage\":" + version, buttons));
    }

    private static String labels(int buttons) {
        return IntStream.range(0, buttons)
                .mapToObj(button -> "\"" + button + "\":{\"text\":\""
                        + (button % 3 == 1 ? "A long name of a song, live in a hall" : "Name " + button)
                        + "\",\"colour\":null}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void fitsWithoutScrollingFromTwoToTwelveButtonsAtEverySize() {
        for (int buttons = 2; buttons <= 12; buttons += Soak.rounds(5, 1)) {
            site.answer("/api/labels", labels(buttons));
            long[] votes = IntStream.range(0, buttons)
                    .mapToLong(i -> 9_000_000 / (i + 1))
                    .toArray();
            site.counts(counts(987_654_321, milestones(1_000_000_000_000L, "null"), votes));
            browser.open(site.url());
            browser.awaitCount(".bar", buttons);
            browser.awaitAttribute("#total", "data-value", "987654321");
            for (int[] size : new int[][] {{1280, 720}, {1366, 768}, {1920, 1080}, {3840, 2160}}) {
                browser.resize(size[0], size[1]);
                assertThat(browser.run(TestScript.read("outside.js")))
                        .as(buttons + " buttons at " + size[0] + "x" + size[1])
                        .isEqualTo(List.of());
            }
        }
    }

    @Test
    void putsTheLongestBarOnTopAndOutlinesADarkOne() {
        stage("live", "open", "null", 100, 300);
        browser.open(site.url());
        browser.awaitText(".bar[data-button='1'] .percent", "75.0%");
        browser.awaitStyle(".bar[data-button='1']", "--place", "0");
        assertThat(browser.attribute(".bar[data-button='1'] .fill", "class")).contains("faint");
        assertThat(browser.attribute(".bar[data-button='0'] .fill", "class")).doesNotContain("faint");
        stage("live", "open", "null", 1_000, 300);
        browser.awaitStyle(".bar[data-button='0']", "--place", "0");
        assertThat(browser.textOf("#event")).isEqualTo("Song 2 決勝");
    }

    @Test
    void saysThatVotingIsOpenAndThenClosedAtZeroVotes() {
        site.answer("/api/labels", LABELS).counts(counts(0, ",\"milestones\":[]"));
        browser.open(site.url());
        browser.awaitText("#invite", "Voting is open");
        assertThat(browser.find("#invite").isDisplayed()).isTrue();
        assertThat(browser.find("#rate").isDisplayed()).isFalse();
        stage("live", "closed", "null", 0, 0);
        browser.awaitText("#invite", "Voting is closed");
        browser.awaitText("#voting", "Voting is closed");
    }

    @Test
    void aRateOfOneIsOneVote() {
        site.answer("/api/labels", LABELS)
                .counts(counts(1, ",\"milestones\":[]", 1).replace("1234", "1"));
        browser.open(site.url());
        browser.awaitText("#rate", "1 vote a second");
    }

    @Test
    void countsDownTheLastPerCentAndNamesTheMoment() {
        site.counts(counts(9_000, milestones(10_000, "null"), 9_000));
        browser.open(site.url());
        browser.awaitText("#missing", "1,000 to go");
        assertThat(browser.attribute("body", "class")).doesNotContain("closing");
        site.counts(counts(9_950, milestones(10_000, "null"), 9_950));
        browser.awaitText("#missing", "50 to go!");
        assertThat(browser.attribute("body", "class")).contains("closing");
        site.counts(counts(10_003, milestones(10_000, "\"2026-11-20T12:00:00Z\""), 10_003));
        browser.awaitAttribute("body", "data-effect", "gold");
        browser.awaitText("#moment", "10,000 votes!");
        browser.awaitAttribute("#total", "data-value", "10003");
        assertThat(browser.attribute("body", "data-played")).isEqualTo("10000=gold");
    }

    @Test
    void hidesTheResultThenRevealsTheWinnerFromTheLastPlaceToTheFirst() {
        stage("hidden", "open", "null", 700, 300);
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "1000");
        browser.awaitText("#secret", "secret until the reveal");
        browser.awaitCount(".bar", 0);
        browser.awaitAttribute("body", "data-rows", "none");
        browser.run("document.body.classList.remove('thrifty')");
        browser.run("window.seen = []; new MutationObserver(() => seen.push([document.body.dataset.reveal,"
                + " ...[...document.querySelectorAll('.bar')].map(bar => getComputedStyle(bar).opacity),"
                + " winner.innerText, verdict.innerText].join('|')))"
                + ".observe(document.body, { attributeFilter: ['data-reveal'] })");
        stage("revealed", "closed", "null", 300, 300);
        browser.awaitAttribute("body", "data-reveal", "suspense");
        assertThat(browser.textOf("#winner")).isEmpty();
        site.counts(counts(1_000, ",\"milestones\":[],\"stage\":" + version, 700, 300));
        browser.awaitAttribute("body", "data-reveal", null);
        List<String> seen = ((List<?>) browser.run("return seen"))
                .stream().map(String.class::cast).toList();
        assertThat(seen.subList(0, 3))
                .as("bars and texts at the begin of each part")
                .containsExactly("suspense|0|0||", "growing|0|0||", "winner|1|1|Red|wins with 70.0%");
        assertThat(browser.attribute(".bar[data-button='0']", "class")).contains("leader");
        stage("live", "open", "null", 700, 300);
        browser.awaitAttribute("#bars", "class", "");
    }

    @Test
    void saysThatTwoShareTheFirstPlaceAndShowsAnOldResultWithoutSuspense() {
        browser.reduceMotion(true);
        stage("live", "open", "null", 500, 500);
        browser.open(site.url());
        browser.awaitCount(".bar", 2);
        browser.awaitText("#voting", "Voting is open");
        stage("revealed", "closed", "null", 500, 500);
        browser.awaitText("#winner", "Red and White");
        assertThat(browser.textOf("#verdict")).isEqualTo("tie for first place");
        for (boolean isReduced : new boolean[] {true, false}) {
            browser.reduceMotion(isReduced);
            browser.open(site.url());
            browser.awaitAttribute("#bars", "class", "decided");
            assertThat(browser.attribute("body", "data-reveal")).isNull();
            assertThat(browser.attribute("body", "data-winner")).isNull();
        }
    }

    @Test
    void aPageOfWhichAPartDidNotComeIsLoadedAgain() {
        site.counts(counts(5, ",\"milestones\":[]", 5)).fail("/screen-bars.js", 12);
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
    }

    @Test
    void aStageThatIsNotAnsweredIsAskedForAgain() {
        stage("live", "open", "null", 5, 5);
        browser.open(site.url());
        browser.awaitText("#voting", "Voting is open");
        site.ignore("/api/stage");
        stage("live", "closed", "null", 5, 5);
        Waiting.until("a question without an answer", () -> !site.ignores("/api/stage"));
        browser.awaitText("#voting", "Voting is closed");
    }

    @Test
    void effectsAreDrawnOnACanvasWhereWebGlLacksWhatTheyNeed() {
        browser.prepare("if (location.hash === '#poor') WebGL2RenderingContext.prototype.getExtension = () => null");
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url() + "#poor");
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.run(TestScript.read("draws.js"))).isEqualTo("2d");
    }

    @Test
    void isTransparentAsAnOverlayAndShowsOnlyWhatIsAskedFor() {
        site.counts(counts(5, milestones(10, "null"), 5));
        browser.open(site.url() + "?overlay=1&only=total&align=bottom-left");
        browser.awaitText("#connection", "live");
        assertThat(browser.style("body", "backgroundColor")).isEqualTo("rgba(0, 0, 0, 0)");
        assertThat(browser.style("body", "backgroundImage")).isEqualTo("none");
        assertThat(browser.style("html", "backgroundColor")).isEqualTo("rgba(0, 0, 0, 0)");
        assertThat(browser.find("#total").isDisplayed()).isTrue();
        for (String hidden : new String[] {"header", "footer", "#bars", "#milestones"}) {
            assertThat(browser.find(hidden).isDisplayed()).as(hidden).isFalse();
        }
        browser.open(site.url() + "?overlay=1&panel=1");
        assertThat(browser.style("main", "backgroundColor")).startsWith("rgba(6, 7, 13");
        browser.open(site.url() + "?bg=rgb(0,255,0)&only=milestones&lang=ja");
        browser.awaitText("#connection", "接続済み");
        assertThat(browser.style("body", "backgroundColor")).isEqualTo("rgb(0, 255, 0)");
        assertThat(browser.textOf("#next")).isEqualTo("次は 10");
        assertThat(browser.find("#total").isDisplayed()).isFalse();
    }

    @Test
    void showsALabelAsTextWhateverItLooksLike() {
        String label = "<script>document.title='taken'</script>";
        site.answer("/api/labels", LABELS.replace("Red", label)).counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitText(".bar[data-button='0'] .name", label);
        assertThat(browser.textOf("title")).doesNotContain("taken");
        assertThat(browser.findAll("#bars script")).isEmpty();
    }

    @Test
    void labelsOfEveryWritingAndOfTwoHundredLettersKeepTheBarsInTheirPlace() {
        List<String> labels = List.of(
                "W".repeat(200), "שלום עולם זהו שיר ארוך מאוד", "🎉👩‍👧 party", "紅組".repeat(60), "a b ".repeat(50));
        site.answer(
                        "/api/labels",
                        IntStream.range(0, labels.size())
                                .mapToObj(i -> "\"" + i + "\":{\"text\":\"" + labels.get(i) + "\",\"colour\":null}")
                                .collect(Collectors.joining(",", "{", "}")))
                .counts(counts(15, milestones(20, "null"), 5, 4, 3, 2, 1));
        browser.open(site.url());
        browser.awaitCount(".bar", labels.size());
        for (int[] size : new int[][] {{390, 844}, {1280, 720}, {3840, 2160}}) {
            browser.resize(size[0], size[1]);
            assertThat(browser.run(OUT_OF_PLACE)).as(size[0] + "x" + size[1]).isEqualTo(List.of());
        }
        assertThat(browser.textOf(".bar[data-button='1'] .name")).isEqualTo(labels.get(1));
        assertThat(browser.attribute(".bar[data-button='1'] .name", "dir")).isEqualTo("auto");
    }

    @Test
    void playsAnEffectOfTheDeskOnceOnAnOpenPage() {
        stage("live", "open", "{\"n\":3,\"name\":\"gold\"}", 1, 2);
        browser.open(site.url());
        browser.awaitText("#event", "Song 2");
        assertThat(browser.attribute("body", "data-effect")).isNull();
        stage("live", "open", "{\"n\":4,\"name\":\"flash\"}", 1, 2);
        browser.awaitAttribute("body", "data-effect", "flash");
        stage("live", "open", "{\"n\":4,\"name\":\"flash\"}", 1, 2);
        browser.awaitAttribute("body", "data-effect", null);
    }

    @Test
    void keepsDropsAndTheStoreFromTheAudience() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.find("#store").isDisplayed()).isFalse();
        assertThat(browser.find("#dropped").isDisplayed()).isFalse();
        assertThat(browser.find("#connection").getSize().getWidth()).isLessThan(20);
        browser.open(site.url() + "?tech=1");
        browser.awaitText("#dropped", "92 packets dropped");
        assertThat(browser.find("#dropped").isDisplayed()).isTrue();
        assertThat(browser.find("#store").getText()).isEqualTo("store connect");
    }

    @Test
    void showsTheCodeOfTheCrowdsPageWhereItIsAskedFor() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.find("#crowd").isDisplayed()).isFalse();
        long[] twelve = LongStream.rangeClosed(1, 12).toArray();
        site.answer("/api/labels", labels(12))
                .counts(counts(987_654_321, milestones(1_000_000_000_000L, "null"), twelve));
        browser.open(site.url() + "?qr=1");
        browser.awaitAttribute("#crowd", "hidden", null);
        browser.awaitAttribute("#total", "data-value", "987654321");
        for (int[] size : new int[][] {{1280, 720}, {1920, 1080}, {3840, 2160}, {1080, 1920}}) {
            browser.resize(size[0], size[1]);
            assertThat(((Number) browser.run(CODE_SHARE)).doubleValue())
                    .as("of the height at " + size[0] + "x" + size[1])
                    .isGreaterThan(0.22);
            assertThat(browser.run(UNDER_CODE)).as(size[0] + "x" + size[1]).isEqualTo(List.of());
            assertThat(browser.run(TestScript.read("outside.js"))).isEqualTo(List.of());
        }
    }

    @Test
    void invitesNobodyToVoteWhileVotingIsClosed() {
        stage("live", "open", "null", 1, 2);
        browser.open(site.url() + "?qr=1");
        browser.awaitText("#voting", "Voting is open");
        assertThat(browser.textOf("#scan")).isEqualTo("Scan and vote");
        assertThat(browser.find("#rate").isDisplayed()).isTrue();
        stage("live", "closed", "null", 1, 2);
        browser.awaitText("#scan", "Scan to take part");
        assertThat(browser.find("#rate").isDisplayed()).isFalse();
    }

    @Test
    void aSlowMachineGetsLessSharpnessThenNoShineThenFewerParticlesThenACanvasAndKeepsTheEffect() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.run(TestScript.read("thrift.js"))).isEqualTo("""
                sharp, shine, every 1
                coarse, shine, every 1
                coarse, no shine, every 1
                coarse, no shine, every 2
                coarse, no shine, every 4
                coarse, no shine, every 4, canvas
                coarse, no shine, every 16, canvas
                """);
    }

    @Test
    void oneHitchOrAHiddenTabIsNoSlowMachine() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.run(TestScript.read("hitch.js"))).isEqualTo("1 0, 1 0, 1 0");
    }

    @Test
    void goesOnWithoutWebGlWhereNothingOfItIsLeftAfterAReset() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.run(TestScript.read("reset.js"))).isEqualTo("2d");
    }

    @Test
    void aPageThatIsDrawnTooSlowlyDoesWithoutShadowsAndTriesAgainLater() {
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat(browser.run(TestScript.read("pace.js"))).isEqualTo("whole plain plain whole");
    }

    @Test
    void movesNothingForWhoAskedForReducedMotion() {
        browser.reduceMotion(true);
        site.counts(counts(5, milestones(10, "null"), 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        for (String effect : EFFECTS) {
            assertThat(browser.run(TestScript.read("particles.js"), effect))
                    .as(effect)
                    .isEqualTo(0L);
        }
        site.counts(counts(12, milestones(10, "\"2026-11-20T12:00:00Z\"").replace("gold", "shake"), 12));
        browser.awaitAttribute("body", "data-effect", "shake");
        assertThat(browser.attribute("body", "class")).doesNotContain("shaking");
        assertThat(browser.style("#moment", "animationName")).isEqualTo("none");
    }

    /** Software draws slowly: a run looks at one effect, and a soak at all. */
    @Test
    void noEffectFlashesMoreThanThriceASecond() {
        browser.resize(320, 180);
        site.counts(counts(5, ",\"milestones\":[]", 5));
        browser.open(site.url());
        browser.awaitAttribute("#total", "data-value", "5");
        assertThat((Long) flashes(null).get("flashes"))
                .as("a light that flickers")
                .isGreaterThan(3);
        long seed = Seed.draw();
        List<String> effects = new ArrayList<>(EFFECTS);
        Collections.shuffle(effects, new Random(seed));
        for (String effect : effects.subList(0, Soak.rounds(1, EFFECTS.size()))) {
            Map<?, ?> seen = flashes(effect);
            assertThat((Long) seen.get("flashes"))
                    .as("%s %s, seed %d", effect, seen, seed)
                    .isLessThanOrEqualTo(3);
            assertThat(((Number) seen.get("seconds")).doubleValue()).as(effect).isBetween(5.0, 8.0);
            assertThat((Long) seen.get("particles")).as(effect).isBetween(3_000L, 10_000L);
            assertThat(((Number) seen.get("brightest")).doubleValue())
                    .as(effect + " is seen")
                    .isGreaterThan(0.02);
        }
    }

    @Test
    void theHistoryMarksRoundsAndKeepsTheFocusOfTheKeyboard() {
        site.answer(
                        "/api/series",
                        "{\"step_s\":1,\"span_s\":300,\"now\":1000,\"points\":[{\"t\":900,\"votes\":5,\"dropped\":0},"
                                + "{\"t\":901,\"votes\":7,\"dropped\":0}]}")
                .answer(
                        "/api/rounds",
                        "{\"rounds\":[{\"name\":\"song-1\",\"started\":\"1970-01-01T00:15:00Z\",\"total\":12"
                                + milestones(10, "\"1970-01-01T00:15:01Z\"") + "}]}")
                .counts(counts(0, milestones(10, "null"), 0));
        browser.resize(390, 844);
        browser.open(site.url() + "history");
        browser.awaitCount("#marks li", 2);
        assertThat(browser.textOf("#marks")).contains("Round song-1 began; 12 votes", "10 votes reached");
        assertThat(browser.findAll("#chart .mark")).hasSize(2);
        browser.run("document.querySelector('[data-span=\"1h\"]').focus(); document.activeElement.click()");
        browser.awaitAttribute("[data-span='1h']", "aria-pressed", "true");
        assertThat(browser.run("return document.activeElement.dataset.span")).isEqualTo("1h");
        browser.run("document.getElementById('moment').focus()");
        browser.awaitText("#reading", "7 votes a second");
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(Axe.violations(browser)).isEmpty();
    }

    @Test
    void nothingKeepsPeopleFromReadingTheStage() {
        stage("live", "open", "null", 400, 300);
        for (String query : new String[] {"", "?theme=bright", "?theme=contrast", "?overlay=1", "?tech=1&lang=ja"}) {
            browser.open(site.url() + query);
            browser.awaitAttribute("#total", "data-value", "700");
            assertThat(Axe.violations(browser)).as(query).isEmpty();
        }
        browser.open(site.url() + "?lang=ja");
        browser.awaitAttribute("html", "lang", "ja");
    }

    private static Map<?, ?> flashes(String effect) {
        return (Map<?, ?>) browser.run(TestScript.read("flashes.js"), effect);
    }
}

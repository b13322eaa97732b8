package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import junretsu.testing.Browser;
import junretsu.testing.FrontClient;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of a users server, in a browser. */
class UsersPageIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";

    /** Those that stick out of the page at its side. */
    private static final String TOO_WIDE = "return [...document.querySelectorAll('body *')]"
            + ".filter(node => node.getBoundingClientRect().right > innerWidth + 0.5).map(node => node.outerHTML)";

    /** Fields and buttons that a screen reader could not name. */
    private static final String UNNAMED = "return [...document.querySelectorAll('input:not([hidden]), button')]"
            + ".filter(node => !(node.labels?.length ? node.labels[0].textContent : node.textContent).trim())"
            + ".map(node => node.outerHTML)";

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

    private static void open(JunretsuProcess server) {
        browser.open(server.http() + "/?lang=en");
    }

    private static void register(String username, String nickname) {
        browser.find("#to-register").click();
        browser.find("#register-username").sendKeys(username);
        browser.run("document.querySelector('#register-nickname').value = arguments[0]", nickname);
        browser.find("#register-password").sendKeys(PASSWORD + Keys.ENTER);
        browser.awaitText("#username", username);
    }

    private static void awaitEntry() {
        Waiting.until("the entry", () -> browser.find("#entry").isDisplayed());
    }

    private static String focused() {
        return (String) browser.run("return document.activeElement.id");
    }

    @Test
    void oneRegistersIsRenamedEndsASessionAndChangesThePasswordByKeyboard() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            open(server);
            awaitEntry();
            register("ann", "<img src=x onerror=alert(1)>");
            assertThat(focused()).isEqualTo("hello");
            assertThat(browser.textOf("#nickname")).isEqualTo("<img src=x onerror=alert(1)>");
            assertThat(browser.findAll("main img")).isEmpty();

            browser.find("#rename-nickname").clear();
            browser.find("#rename-nickname").sendKeys("50%d off" + Keys.ENTER);
            browser.awaitText("#nickname", "50%d off");
            browser.awaitText("#rename .said", "The nickname is changed.");

            FrontClient other = new FrontClient(server).with("User-Agent", "Mozilla (X11; Linux) Firefox/142.0");
            other.done("POST", "/api/login", "username", "ann", "password", PASSWORD);
            browser.run("location.reload()");
            browser.awaitText("#session-list", "Firefox on Linux");
            assertThat(browser.findAll("#session-list li")).hasSize(2);
            browser.find("#session-list button").click();
            browser.awaitText("#sessions .said", "The session has ended.");
            assertThat(browser.findAll("#session-list li")).hasSize(1);
            assertThat(other.ask("GET", "/api/me").statusCode()).isEqualTo(401);

            browser.find("#password-old").sendKeys("not this one");
            browser.find("#password-new").sendKeys(PASSWORD + " 2" + Keys.ENTER);
            browser.awaitText("#password-old-complaint", "This is not the current password.");
            assertThat(focused()).isEqualTo("password-old");
            assertThat(browser.attribute("#password-old", "aria-invalid")).isEqualTo("true");
            browser.find("#password-old").clear();
            browser.find("#password-old").sendKeys(PASSWORD + Keys.ENTER);
            browser.awaitText("#password .said", "The password is changed");

            browser.find("#logout").click();
            awaitEntry();
            assertThat(focused()).isEqualTo("login-title");
            browser.find("#login-username").sendKeys("ann");
            browser.find("#login-password").sendKeys(PASSWORD + Keys.ENTER);
            browser.awaitText("#login-password-complaint", "The username or the password is wrong.");
            browser.find("#login-password").clear();
            browser.find("#login-password").sendKeys(PASSWORD + " 2" + Keys.ENTER);
            browser.awaitText("#username", "ann");
            assertThat(browser.faults()).isEmpty();
        }
    }

    @Test
    void fitsAPhoneAndATelevisionAndEverythingHasANameInBothLanguages() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH, "--seed-users")) {
            open(server);
            awaitEntry();
            browser.awaitText("#seed", "demonstration accounts");
            assertThat(browser.find("#seed").isDisplayed()).isTrue();
            register("a".repeat(30), "W".repeat(30));
            for (String language : List.of("en", "ja")) {
                browser.open(server.http() + "/?lang=" + language);
                browser.awaitText("#username", "aaa");
                assertThat(browser.attribute("html", "lang")).isEqualTo(language);
                for (int[] size : new int[][] {{320, 568}, {1920, 1080}}) {
                    browser.resize(size[0], size[1]);
                    assertThat((List<?>) browser.run(TOO_WIDE))
                            .as(size[0] + " " + language)
                            .isEmpty();
                }
                assertThat((List<?>) browser.run(UNNAMED)).isEmpty();
            }
            browser.find("#end-all").click();
            browser.awaitText("#over", "すべての端末からログアウトしました。");
            browser.resize(320, 568);
            assertThat((List<?>) browser.run(TOO_WIDE)).isEmpty();
            browser.find("#to-register").click();
            assertThat((List<?>) browser.run(TOO_WIDE)).isEmpty();
            assertThat(browser.faults()).isEmpty();
        } finally {
            browser.resize(1600, 900);
        }
    }

    @Test
    void aServerThatIsAwayLogsNobodyOut() {
        String address;
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            open(server);
            awaitEntry();
            register("bob", "");
            address = server.http().substring("http://".length());
            server.kill();
            browser.find("#rename-nickname").sendKeys("!" + Keys.ENTER);
            browser.awaitText("#rename .said", "There is no connection to the server.");
            assertThat(browser.find("#account").isDisplayed()).isTrue();
        }
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH, "--http", address)) {
            browser.find("#rename-nickname").sendKeys(Keys.ENTER);
            browser.awaitText("#nickname", "bob!");
            browser.open(server.http() + "/?lang=en");
            browser.awaitText("#username", "bob");
            assertThat(browser.faults()).isEmpty();
        }
    }

    @Test
    void aPageThatIsOpenedWhileTheBackEndIsAwayWaitsAndLogsNobodyOut() {
        JunretsuProcess back = JunretsuProcess.serveUsers(Setup.newest(), data, "--role", "back", QUICK_HASH);
        String address = "127.0.0.1:" + back.tcpPort();
        try (JunretsuProcess front = JunretsuProcess.start(
                Setup.newest(), "serve", "users", "--role", "front", "--backend", address, "--http", "127.0.0.1:0")) {
            front.awaitReady();
            Waiting.until("the back end", () -> front.get("/readyz").statusCode() == 200);
            open(front);
            awaitEntry();
            register("cat", "");
            back.kill();
            browser.run("location.reload()");
            browser.awaitText("#state", "the accounts cannot be reached now; trying again");
            assertThat(browser.find("#entry").isDisplayed()).isFalse();
            back = JunretsuProcess.serveUsers(Setup.newest(), data, "--role", "back", "--listen", address, QUICK_HASH);
            browser.awaitText("#username", "cat");
            assertThat(browser.find("#state").isDisplayed()).isFalse();
            assertThat(browser.faults()).isEmpty();
        } finally {
            back.close();
        }
    }

    @Test
    void passwordsCanBeSeenUntilTheyAreSent() {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
            open(server);
            awaitEntry();
            browser.find("#login-username").sendKeys("ann");
            browser.find("#login-password").sendKeys("a guess");
            browser.find("#login .reveal input").sendKeys(" ");
            assertThat(browser.attribute("#login-password", "type")).isEqualTo("text");
            browser.find("#login-password").sendKeys(Keys.ENTER);
            browser.awaitText("#login-password-complaint", "is wrong");
            assertThat(browser.attribute("#login-password", "type")).isEqualTo("password");
        }
    }
}

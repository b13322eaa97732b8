package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The crowd's page of voters who have to log in. */
class CrowdUsersPageIT {

    /** As a phone does that was put away and is taken out again. */
    private static final String AWAY_AND_BACK = "dispatchEvent(new PageTransitionEvent('pagehide'));"
            + "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))";

    @TempDir
    Path data;

    @Test
    void aPageWhoseSessionIsOverGoesToTheLogin() throws Exception {
        try (Browser browser = new Browser();
                JunretsuProcess users =
                        JunretsuProcess.serveUsers(Setup.newest(), data.resolve("users"), "--hash-memory=1MiB");
                JunretsuProcess votes =
                        JunretsuProcess.serve(Setup.newest(), data.resolve("votes"), "--users", users.http())) {
            browser.open(users.http() + "/?lang=en");
            Waiting.until("the entry", () -> browser.find("#entry").isDisplayed());
            browser.find("#to-register").click();
            browser.find("#register-username").sendKeys("ann");
            browser.find("#register-password").sendKeys("a long enough password" + Keys.ENTER);
            browser.awaitText("#username", "ann");

            browser.openTab(votes.http() + "/vote");
            browser.awaitText("#state-text", "Tap to vote");
            browser.seeTab(0);
            browser.find("#logout").click();
            Waiting.until("the entry", () -> browser.find("#entry").isDisplayed());
            browser.seeTab(1);
            browser.run(AWAY_AND_BACK);
            Waiting.until(
                    "the login",
                    () -> browser.run("return location.href").toString().startsWith(users.http()));
            assertThat(browser.findAll("#login-username")).hasSize(1);
        }
    }
}

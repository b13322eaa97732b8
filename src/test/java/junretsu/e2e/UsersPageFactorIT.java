package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import junretsu.testing.Authenticator;
import junretsu.testing.Browser;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.Waiting;
import junretsu.users.picture.SamplePictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The picture and the second factor of a user, in a browser. */
class UsersPageFactorIT {
    private static final String PASSWORD = "a long enough password";
    private static final int BLUE_AND_YELLOW_MIN = 150;

    /** The colour in the middle of the picture beside the name, as red, green and blue; null until it is there. */
    private static final String SHOWN = "const image = document.querySelector('#avatar img');"
            + "if (!image?.complete || !image.naturalWidth) return null;"
            + "const canvas = document.createElement('canvas'); canvas.width = canvas.height = 96;"
            + "const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);"
            + "return [...context.getImageData(48, 48, 1, 1).data].slice(0, 3)";

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

    private static void register(JunretsuProcess server, String language) {
        browser.open(server.http() + "/?lang=" + language);
        Waiting.until("the entry", () -> browser.find("#entry").isDisplayed());
        browser.find("#to-register").click();
        browser.find("#register-username").sendKeys("ann");
        browser.find("#register-password").sendKeys(PASSWORD + Keys.ENTER);
        browser.awaitText("#username", "ann");
    }

    private static List<?> shown() {
        Waiting.until("the picture", () -> browser.run(SHOWN) != null);
        return (List<?>) browser.run(SHOWN);
    }

    @Test
    void thePartThatWasChosenIsShown() throws Exception {
        BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 900; x++) {
            for (int y = 0; y < 600; y++) {
                image.setRGB(x, y, x < 300 ? 0xd00000 : x < 600 ? 0x00b000 : 0x0000d0);
            }
        }
        Path file = Files.write(data.resolve("flag.png"), SamplePictures.file(image, "png"));
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, "--hash-memory=1MiB")) {
            register(server, "en");
            browser.find("#picture-file").sendKeys(file.toString());
            Waiting.until("the crop", () -> browser.find("#crop").isDisplayed());
            browser.find("#picture form > button").click();
            browser.awaitText("#picture .said", "The picture is changed.");
            assertThat((Long) shown().get(1)).as("green in the middle").isGreaterThan(BLUE_AND_YELLOW_MIN);

            browser.find("#picture-file").sendKeys(file.toString());
            Waiting.until("the crop", () -> browser.find("#crop").isDisplayed());
            browser.find("#crop-zoom").sendKeys(Keys.END);
            for (int i = 0; i < 80; i++) {
                browser.find("#crop-canvas").sendKeys(Keys.ARROW_RIGHT);
            }
            String before = browser.attribute("#avatar img", "src");
            browser.find("#picture form > button").click();
            Waiting.until("another", () -> !before.equals(browser.attribute("#avatar img", "src")));
            assertThat((Long) shown().get(2)).as("blue at the right").isGreaterThan(BLUE_AND_YELLOW_MIN);

            Path text = Files.writeString(data.resolve("page.html"), "<html>");
            browser.find("#picture-file").sendKeys(text.toString());
            browser.awaitText("#picture form .said", "This browser cannot show that file.");
            browser.find("#picture-remove").click();
            Waiting.until("no picture", () -> browser.findAll("main img").isEmpty());
            assertThat(browser.faults()).isEmpty();
            browser.find("#logout").click();
        }
    }

    @Test
    void aSecondFactorIsSetUpUsedAndEnded() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, "--hash-memory=1MiB")) {
            register(server, "ja");
            browser.find("#factor-begin").click();
            Waiting.until(
                    "the code", () -> !browser.findAll("#factor-qr svg path").isEmpty());
            Authenticator app = new Authenticator(browser.textOf("#factor-secret"));
            browser.find("#factor-code").sendKeys("12345");
            browser.find("#factor-password").sendKeys(PASSWORD + Keys.ENTER);
            browser.awaitText("#factor-code-complaint", "コードが違います。");
            browser.find("#factor-code").clear();
            browser.find("#factor-code").sendKeys(app.code(0) + Keys.ENTER);
            Waiting.until(
                    "recovery codes",
                    () -> browser.findAll("#factor-code-list li").size() == 10);
            String recovery = browser.textOf("#factor-code-list li");
            browser.find("#factor-kept").click();
            browser.awaitText("#factor-left", "10 個");
            browser.find("#factor-end-code").sendKeys(recovery);
            browser.find("#factor-end-password").sendKeys(PASSWORD);
            browser.find("#factor-renew").click();
            browser.awaitText("#factor-codes-text", "古い回復コード");
            String renewed = browser.textOf("#factor-code-list li");
            assertThat(renewed).hasSameSizeAs(recovery).isNotEqualTo(recovery);
            recovery = renewed;
            browser.find("#factor-kept").click();
            browser.awaitText("#factor-left", "10 個");
            assertThat(browser.findAll("#factor-code-list li")).isEmpty();
            assertThat(browser.textOf("#factor-secret")).isEmpty();

            browser.find("#logout").click();
            Waiting.until("the entry", () -> browser.find("#entry").isDisplayed());
            browser.find("#login-username").sendKeys("ann");
            browser.find("#login-password").sendKeys(PASSWORD + Keys.ENTER);
            Waiting.until("the code", () -> browser.find("#login-code").isDisplayed());
            browser.find("#login-code").sendKeys(recovery + Keys.ENTER);
            browser.awaitText("#factor-left", "9 個");
            browser.find("#factor-end-code").sendKeys(recovery);
            browser.find("#factor-end-password").sendKeys(PASSWORD + Keys.ENTER);
            browser.awaitText("#factor-end-password-complaint", "使用済み");
            browser.find("#factor-end-code").clear();
            browser.find("#factor-end-code").sendKeys(app.code(1) + Keys.ENTER);
            browser.awaitText("#factor-off .said", "無効にし");
            assertThat(browser.faults()).isEmpty();
            browser.find("#logout").click();
        }
    }
}

package junretsu.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless Chromium of this machine. */
public final class Browser implements AutoCloseable {
    private static final long LIMIT_MS = 60_000;
    private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(2);

    static {
        java.util.logging.Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    public Browser() {
        Path driverPath = onPath("chromedriver");
        Path browserPath = onPath("chromium");
        Assumptions.assumeTrue(driverPath != null && browserPath != null, "needs chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browserPath.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1600,900");
        driver = start(driverPath, options);
        driver.manage().timeouts().pageLoadTimeout(Duration.ofMillis(LIMIT_MS)).scriptTimeout(SCRIPT_LIMIT);
    }

    private static ChromeDriver start(Path driverPath, ChromeOptions options) {
        try {
            return new ChromeDriver(
                    new ChromeDriverService.Builder()
                            .usingDriverExecutable(driverPath.toFile())
                            .build(),
                    options);
        } catch (SessionNotCreatedException e) {
            Assumptions.abort("chromium does not start on this machine: " + e.getRawMessage());
            throw e;
        }
    }

    public void open(String url) {
        driver.get(url);
    }

    /** Opens a further page in a tab, which is then the one that the other methods see. */
    public void openTab(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(url);
    }

    /** Gives the page this size, in CSS pixels. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Puts a finger down at each of these points at once, {@code x, y, x, y, ...} in CSS pixels, and lifts them. */
    public void touch(int... points) {
        List<Map<String, Integer>> fingers = new ArrayList<>();
        for (int i = 0; i < points.length; i += 2) {
            fingers.add(Map.of("x", points[i], "y", points[i + 1], "id", i / 2));
        }
        driver.executeCdpCommand("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", fingers));
        driver.executeCdpCommand("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    /** Presses a key as a person does, for whatever has the focus. */
    public void key(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Runs a script in each page that is opened from now on, before the page's own. */
    public void prepare(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Makes pages believe that their reader asked for reduced motion, or not. */
    public void reduceMotion(boolean isReduced) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name", "prefers-reduced-motion", "value", isReduced ? "reduce" : "no-preference"))));
    }

    public int tabs() {
        return driver.getWindowHandles().size();
    }

    public void seeTab(int index) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(index));
    }

    public WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> findAll(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public void awaitText(String css, String text) {
        Waiting.until(css + " to have " + text, () -> textOf(css).contains(text));
    }

    /** @param value null for no such attribute */
    public void awaitAttribute(String css, String attribute, String value) {
        Waiting.until(css + " " + attribute + "=" + value, () -> Objects.equals(value, attribute(css, attribute)));
    }

    public void awaitCount(String css, int count) {
        Waiting.until(count + " of " + css, () -> findAll(css).size() == count);
    }

    /** @param property of the element's own style, such as {@code --place} */
    public void awaitStyle(String css, String property, String value) {
        String script = "return document.querySelector(arguments[0])?.style.getPropertyValue(arguments[1])";
        Waiting.until(css + " " + property + ": " + value, () -> value.equals(run(script, css, property)));
    }

    public String textOf(String css) {
        return (String) run("return document.querySelector(arguments[0])?.textContent ?? ''", css);
    }

    public String attribute(String css, String attribute) {
        return (String)
                run("return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null", css, attribute);
    }

    public String style(String css, String property) {
        return (String)
                run("return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", css, property);
    }

    public Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What the page's console has had of errors, such as a violated policy, but for a server that cannot be reached. */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("net::ERR_"))
                .toList();
    }

    /** The same, but for the statuses of answers, which browsers count as errors. */
    public List<String> faults() {
        return errors().stream()
                .filter(error -> !error.contains("the server responded with a status of"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Path onPath(String command) {
        for (String directory : System.getenv("PATH").split(":")) {
            Path path = Path.of(directory, command);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }
}

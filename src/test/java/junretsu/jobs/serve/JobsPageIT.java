package junretsu.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import junretsu.testing.Browser;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a jobs server, in a browser. */
class JobsPageIT {

    @Test
    void factorsANumberWithAKey(@TempDir Path folder) throws Exception {
        Path callers = Files.writeString(folder.resolve("callers"), "key-of-acme-1 acme\n");
        try (Browser browser = new Browser();
                SteppedJobs site = new SteppedJobs("callers", callers.toString())) {
            browser.open(site.server.location() + "/#key=key-of-acme-1");
            browser.awaitText("#state", "live");
            browser.find("#number").sendKeys("21");
            browser.find("#send").click();
            browser.awaitText("#stage", "waiting behind 0");
            site.work();
            browser.awaitText("#answer", "21 = 3 × 7");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void aWorkersPageSaysWhereToHandNumbersIn() throws Exception {
        try (Browser browser = new Browser();
                SteppedJobs site = new SteppedJobs("role", "worker")) {
            browser.open(site.server.location() + "/");
            browser.awaitText("#stage", "hand numbers in at one with --role api");
            assertThat(browser.find("#form").isDisplayed()).isFalse();
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void factorsANumberWhileOneWatchesAndShowsTheQueue() throws Exception {
        try (Browser browser = new Browser();
                SteppedJobs site = new SteppedJobs()) {
            site.posted("%3Cb%3Ebusy", "5");
            site.posted("%3Cb%3Ebusy", "7");
            browser.open(site.server.location() + "/");
            browser.awaitText("#state", "live");
            browser.awaitText(".bar .name", "<b>busy");
            assertThat(browser.textOf(".bar .share")).startsWith("2");
            site.work();
            site.work();
            browser.awaitText("#total", "2");

            browser.find("#number").sendKeys("3 60");
            browser.find("#send").click();
            browser.awaitText("#stage", "waiting behind 0");
            site.work();
            browser.awaitText("#answer", "360 = 23 × 32 × 5");
            browser.awaitText("#stage", "done; 1 ms of work");
            assertThat(browser.find("#cancel").isDisplayed()).isFalse();

            browser.find("#number").sendKeys("0x");
            browser.find("#send").click();
            browser.awaitText("#stage", "the number has no digit at place");
            assertThat(site.queue().look().queued()).isZero();

            browser.find("#number").clear();
            browser.find("#number").sendKeys("15");
            browser.find("#send").click();
            browser.awaitText("#stage", "waiting behind 0");
            browser.find("#cancel").click();
            browser.awaitText("#stage", "cancelled");
            assertThat(browser.errors()).hasSize(1).allMatch(error -> error.contains("status of 400"));
            Waiting.until("the reader to leave", () -> site.metric("junretsu_jobs_waiting_clients") == 0);
            site.close();
            browser.awaitAttribute("body", "class", "jobs lost");
        }
    }
}

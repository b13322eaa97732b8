package junretsu.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import junretsu.base.Clock;
import junretsu.config.StartException;
import junretsu.testing.CountsPage;
import org.junit.jupiter.api.Test;

class CountsWatchIT {
    private static final List<String> NAMES = List.of("total");

    private volatile String json = "{\"event\":\"song-1\",\"total\":5}";

    @Test
    void returnsWhatWasCountedSinceTheLastRead() throws Exception {
        try (CountsPage page = new CountsPage(() -> json)) {
            CountsWatch watch = watch(page.url());
            watch.begin();
            json = "{\"event\":\"song-1\",\"total\":8}";
            assertThat(watch.next(counted -> counted.count("total") == 3).count("total"))
                    .isEqualTo(3);
            json = "{\"event\":\"song-1\",\"total\":9}";
            assertThat(watch.next(counted -> false).count("total")).isEqualTo(1);
        }
    }

    @Test
    void waitsUntilTheCountsStandStill() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        try (CountsPage page = new CountsPage(() -> "{\"total\":" + Math.min(6, reads.incrementAndGet()) + "}")) {
            CountsWatch watch = watch(page.url());
            watch.begin();
            assertThat(watch.next(counted -> false).count("total")).isEqualTo(5);
        }
    }

    @Test
    void comparesNoCountsOfTwoRounds() throws Exception {
        try (CountsPage page = new CountsPage(() -> json)) {
            CountsWatch watch = watch(page.url());
            watch.begin();
            json = "{\"event\":\"song-2\",\"total\":7}";
            assertThatThrownBy(() -> watch.next(counted -> true))
                    .hasMessageContaining("the event 'song-1' before and shows 'song-2' now");
        }
    }

    @Test
    void comparesNoCountsOfAServerThatWasStartedAnew() throws Exception {
        try (CountsPage page = new CountsPage(() -> json)) {
            CountsWatch watch = watch(page.url());
            watch.begin();
            json = "{\"event\":\"song-1\",\"total\":4}";
            assertThatThrownBy(() -> watch.next(counted -> true)).hasMessageContaining("shows less than before");
        }
    }

    @Test
    void saysThatAnotherServicesCountsCannotBeRead() {
        try (CountsPage page = new CountsPage(() -> "{\"received\":1}")) {
            assertThatThrownBy(() -> watch(page.url()).begin())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--verify: " + page.url() + "/api/counts cannot be read")
                    .hasMessageContaining("it has no count 'total'");
        }
    }

    @Test
    void givesUpOnASilentServerAfterOneReadWhenHurried() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CountsWatch watch = watch("http://127.0.0.1:" + silent.getLocalPort());
            watch.hurry();
            assertThatThrownBy(watch::begin).isInstanceOf(StartException.class);
            silent.setSoTimeout(1);
            silent.accept().close();
            assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static CountsWatch watch(String url) {
        return new CountsWatch(new CountsReader(URI.create(url), NAMES, Clock.SYSTEM));
    }
}

package junretsu.votes.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import junretsu.base.ManualClock;
import junretsu.config.Share;
import junretsu.tally.CounterFile;
import junretsu.tally.SenderFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import junretsu.web.StreamPlaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients and their counter, without a network. */
class CrowdClientsTest {
    private static final CrowdConfig CONFIG = new CrowdConfig(10, 20, Share.parse("50%"), null);
    private static final int BUTTONS = 4;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final StreamPlaces places = new StreamPlaces(4, 2);
    private CounterFile counters;
    private SenderFile file;
    private CrowdClients clients;
    private CrowdCounter counter;

    @BeforeEach
    void open() throws Exception {
        counters = CounterFile.open(directory, VoteCells.LAYOUT, "live", 1_000);
        start();
    }

    @AfterEach
    void close() throws Exception {
        file.close();
        counters.close();
    }

    private void start() throws Exception {
        file = SenderFile.open(directory, counters, VoteCells.CROWD_BLOCK, 3);
        clients = new CrowdClients(file, CONFIG.burst(), places, clock.nanoTime());
        counter = new CrowdCounter(file, BUTTONS, CONFIG, clock);
    }

    @Test
    void countsWithinTheRateAndSaysWhatWasOverIt() {
        CrowdClient anna = clients.enter(1, clock.nanoTime());
        assertThat(take(anna, 1, 30)).isEqualTo("1 30 0");
        assertThat(take(anna, 2, 30)).isEqualTo("2 40 20");
        assertThat(take(anna, 2, 30)).isEqualTo("2 40 20");
        pass(1_000);
        assertThat(take(anna, 3, 30)).isEqualTo("3 60 30");
        pass(3_600_000);
        assertThat(take(anna, 4, 100)).isEqualTo("4 100 90");
        VoteTally tally = new VoteTally().merge(counters);
        assertThat(tally.total()).isEqualTo(100);
        assertThat(tally.crowdVotes()).isEqualTo(100);
        assertThat(tally.crowdLimited()).isEqualTo(90);
        assertThat(tally.crowdMessages()).isEqualTo(4);
    }

    @Test
    void votesForOtherButtonsAreRejectedAndNotCounted() {
        CrowdClient anna = clients.enter(1, clock.nanoTime());
        ByteBuffer votes = ByteBuffer.wrap(new byte[] {0, 3, 4, (byte) 255});
        assertThat(counter.take(anna, 1, votes).counted()).isEqualTo(2);
        assertThat(new VoteTally().merge(counters).rejected()).isEqualTo(2);
    }

    @Test
    void takesNumbersThatGoUpAndSkipNotTooMany() {
        CrowdClient anna = clients.enter(1, clock.nanoTime());
        assertThat(take(anna, 0, 1)).isEqualTo("none");
        assertThat(take(anna, -1, 1)).isEqualTo("none");
        assertThat(take(anna, CrowdCounter.NUMBER_MAX + 1, 1)).isEqualTo("none");
        assertThat(take(anna, 7_000, 1)).isEqualTo("7000 1 0");
        assertThat(take(anna, 6_000, 1)).isEqualTo("7000 1 0");
        assertThat(take(anna, 8_001, 1)).isEqualTo("none");
        assertThat(take(anna, 8_000, 1)).isEqualTo("8000 2 0");
        counter.close();
        assertThat(take(anna, 8_001, 1)).isEqualTo("none");
    }

    @Test
    void aClientIsRememberedForAMinuteAfterItLeft() {
        CrowdClient anna = clients.enter(1, clock.nanoTime());
        take(anna, 5, 1);
        clients.leave(anna, clock.nanoTime());
        pass(60_000);
        assertThat(clients.enter(1, clock.nanoTime())).isSameAs(anna);
        clients.leave(anna, clock.nanoTime());
        pass(60_001);
        assertThat(clients.enter(1, clock.nanoTime()).standing().number()).isZero();
    }

    @Test
    void theNextProcessKnowsThoseOfTheLastMinuteOfTheOneBefore() throws Exception {
        take(clients.enter(1, clock.nanoTime()), 5, 1);
        pass(60_001);
        take(clients.enter(2, clock.nanoTime()), 8, 1);
        file.close();
        pass(7_200_000);
        start();
        assertThat(clients.size()).isEqualTo(1);
        CrowdClient ben = clients.enter(2, clock.nanoTime());
        assertThat(take(ben, 8, 1)).isEqualTo("8 1 0");
        assertThat(take(ben, 9, 1)).isEqualTo("9 2 0");
    }

    @Test
    void theOneThatLeftFirstMakesRoomWhenThereAreTooMany() {
        CrowdClient anna = clients.enter(1, clock.nanoTime());
        clients.leave(clients.enter(2, clock.nanoTime()), clock.nanoTime());
        clients.leave(clients.enter(3, clock.nanoTime()), clock.nanoTime());
        assertThat(clients.enter(4, clock.nanoTime())).isNotNull();
        assertThat(clients.enter(1, clock.nanoTime())).isSameAs(anna);
        assertThat(clients.size()).isEqualTo(3);
        assertThat(clients.enter(5, clock.nanoTime())).isNotNull();
        assertThat(clients.enter(6, clock.nanoTime())).isNull();
    }

    @Test
    void aClientThatPostsHasAPlaceForAsLongAsItIsRemembered() throws Exception {
        InetAddress hall = InetAddress.getByName("203.0.113.7");
        for (int id = 1; id <= 3; id++) {
            CrowdClient client = clients.enter(id, clock.nanoTime());
            assertThat(clients.place(client, hall))
                    .isEqualTo(id < 3 ? StreamPlaces.Entry.TAKEN : StreamPlaces.Entry.SHARE_TAKEN);
            clients.place(client, hall);
            clients.leave(client, clock.nanoTime());
        }
        assertThat(places.taken()).isEqualTo(2);
        pass(60_001);
        clients.enter(9, clock.nanoTime());
        assertThat(places.taken()).isZero();
    }

    private void pass(long ms) {
        clock.advanceMillis(ms);
    }

    private String take(CrowdClient client, long number, int votes) {
        SenderFile.Sender standing = counter.take(client, number, ByteBuffer.wrap(new byte[votes]));
        return standing == null ? "none" : standing.number() + " " + standing.counted() + " " + standing.limited();
    }
}

package junretsu.votes.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
    private static final InetAddress PROXY = InetAddress.getLoopbackAddress();
    private static final InetAddress HALL = address(203, 0, 113, 7);

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();
    private final CrowdLimits limits = new CrowdLimits(CONFIG);
    private StreamPlaces places = new StreamPlaces(8, 2);
    private CounterFile counters;
    private SenderFile file;
    private CrowdClients clients;
    private CrowdCounter counter;

    private static InetAddress address(int... bytes) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

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
        clients = new CrowdClients(file, limits, places, clock.nanoTime());
        counter = new CrowdCounter(file, BUTTONS, clock);
    }

    @Test
    void countsWithinTheRateAndSaysWhatWasOverIt() {
        CrowdClient anna = enter(1);
        pass(1_500);
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
    void anotherRateCountsForThoseWhoAreHere() {
        CrowdClient anna = enter(1);
        assertThat(take(anna, 1, 100)).isEqualTo("1 10 90");
        limits.take(new CrowdConfig(10, 50, Share.parse("50%"), null));
        pass(1_000);
        assertThat(take(anna, 2, 100)).isEqualTo("2 60 140");
        limits.take(new CrowdConfig(10, 1, Share.parse("50%"), null));
        pass(60_000);
        assertThat(take(anna, 3, 100)).as("the burst of one a second").isEqualTo("3 70 230");
    }

    @Test
    void aNewNameIsWorthHalfASecondOfVotes() {
        assertThat(take(enter(1), 1, 100)).isEqualTo("1 10 90");
        assertThat(take(enter(2), 1, 100)).isEqualTo("1 10 90");
    }

    @Test
    void theClientsOfANetworkSendNoMoreThanThoseWhoMayConnectFromThere() {
        CrowdConfig config = new CrowdConfig(2, 20, Share.parse("50%"), null);
        CrowdNetworks networks = new CrowdNetworks(new CrowdLimits(config), clock);
        assertThat(networks.budget(PROXY)).isNull();
        CrowdBudget hall = networks.budget(HALL);
        for (int id = 1; id <= 3; id++) {
            CrowdClient client = enter(id);
            counter.share(client, null, networks.budget(HALL));
            clients.disconnect(client, PROXY, clock.nanoTime());
        }
        pass(2_000);
        assertThat(take(enter(1), 1, 100)).isEqualTo("1 40 60");
        assertThat(take(enter(2), 1, 30)).isEqualTo("1 0 30");
        pass(500);
        assertThat(take(enter(3), 1, 30)).isEqualTo("1 10 20");
        assertThat(networks.budget(HALL)).isSameAs(hall);
        assertThat(networks.budget(address(203, 0, 113, 8))).isNotSameAs(hall);
    }

    @Test
    void votesForOtherButtonsAreRejectedAndNotCounted() {
        CrowdClient anna = enter(1);
        ByteBuffer votes = ByteBuffer.wrap(new byte[] {0, 3, 4, (byte) 255});
        assertThat(counter.take(anna, 1, votes).counted()).isEqualTo(2);
        assertThat(new VoteTally().merge(counters).rejected()).isEqualTo(2);
    }

    @Test
    void takesNumbersThatGoUpAndSkipNotTooMany() {
        CrowdClient anna = enter(1);
        assertThat(take(anna, 0, 1)).isEqualTo("none");
        assertThat(take(anna, -1, 1)).isEqualTo("none");
        assertThat(take(anna, CrowdCounter.NUMBER_MAX + 1, 1)).isEqualTo("none");
        assertThat(take(anna, 7_000, 1)).isEqualTo("7000 1 0");
        assertThat(take(anna, 6_000, 1)).isEqualTo("7000 1 0");
        assertThat(take(anna, 8_001, 1)).isEqualTo("none");
        assertThat(take(anna, 8_000, 1)).isEqualTo("8000 2 0");
        assertThat(counter.isClosed()).isFalse();
        counter.close();
        assertThat(counter.isClosed()).isTrue();
        assertThat(take(anna, 8_001, 1)).isEqualTo("none");
    }

    @Test
    void aClientIsRememberedForAMinuteAfterItLeft() {
        CrowdClient anna = enter(1);
        take(anna, 5, 1);
        clients.disconnect(anna, PROXY, clock.nanoTime());
        pass(60_000);
        assertThat(enter(1)).isSameAs(anna);
        clients.disconnect(anna, PROXY, clock.nanoTime());
        pass(60_001);
        assertThat(enter(1).standing().number()).isZero();
    }

    @Test
    void theNextProcessKnowsAllWhomTheOneBeforeRemembered() throws Exception {
        take(enter(1), 5, 1);
        pass(60_001);
        take(enter(2), 8, 1);
        file.close();
        pass(7_200_000);
        start();
        assertThat(clients.size()).isEqualTo(2);
        assertThat(take(enter(1), 5, 1)).isEqualTo("5 1 0");
        CrowdClient ben = enter(2);
        assertThat(take(ben, 8, 1)).isEqualTo("8 1 0");
        assertThat(take(ben, 9, 1)).isEqualTo("9 2 0");
    }

    @Test
    void theOneThatLeftFirstMakesRoomWhenThereAreTooMany() {
        CrowdClient anna = enter(1);
        sendAndLeave(2);
        sendAndLeave(3);
        assertThat(enter(4)).isNotNull();
        assertThat(enter(1)).isSameAs(anna);
        assertThat(enter(3).standing().number()).isEqualTo(1);
        assertThat(enter(6)).isNull();
        assertThat(clients.size()).isEqualTo(3);
    }

    @Test
    void oneThatLeftWithoutAMessageMakesRoomBeforeThoseThatSentOne() {
        sendAndLeave(1);
        for (int id = 2; id < 10; id++) {
            clients.disconnect(enter(id), PROXY, clock.nanoTime());
        }
        assertThat(enter(1).standing().number()).isEqualTo(1);
        pass(60_001);
        clients.release(clock.nanoTime());
        assertThat(clients.size()).isEqualTo(1);
    }

    @Test
    void aClientThatPostsHasAPlaceForAsLongAsItIsRemembered() throws Exception {
        for (int id = 1; id <= 2; id++) {
            post(id);
            post(id);
        }
        assertThat(clients.post(3, HALL, clock.nanoTime()).entry()).isEqualTo(StreamPlaces.Entry.SHARE_TAKEN);
        assertThat(places.taken()).isEqualTo(2);
        pass(60_001);
        clients.release(clock.nanoTime());
        assertThat(places.taken()).isZero();
    }

    @Test
    void onesThatAreRefusedMakeNobodyForgotten() {
        post(1);
        post(2);
        for (int id = 3; id < 10; id++) {
            assertThat(clients.post(id, HALL, clock.nanoTime()).client()).isNull();
        }
        assertThat(take(enter(1), 1, 1)).isEqualTo("1 1 0");
        assertThat(take(enter(2), 1, 1)).isEqualTo("1 1 0");
    }

    @Test
    void theEldestThatPostsYieldsItsPlaceToOneThatConnectsAndIsStillKnown() throws Exception {
        places = new StreamPlaces(2, 2);
        file.close();
        start();
        post(1);
        post(2);
        post(1);
        assertThat(enter(3)).isNotNull();
        assertThat(places.taken()).isEqualTo(2);
        assertThat(clients.post(2, HALL, clock.nanoTime()).entry()).isEqualTo(StreamPlaces.Entry.ALL_TAKEN);
        assertThat(enter(2).standing().number()).isEqualTo(1);
        assertThat(clients.connect(4, PROXY, clock.nanoTime()).entry()).isEqualTo(StreamPlaces.Entry.ALL_TAKEN);
    }

    /** The client of an id, connected; null when it is refused. */
    private CrowdClient enter(long id) {
        return clients.connect(id, PROXY, clock.nanoTime()).client();
    }

    private void sendAndLeave(long id) {
        CrowdClient client = enter(id);
        take(client, 1, 1);
        clients.disconnect(client, PROXY, clock.nanoTime());
    }

    private void post(long id) {
        CrowdClient client = clients.post(id, HALL, clock.nanoTime()).client();
        take(client, 1, 1);
        clients.leave(client, clock.nanoTime());
    }

    private void pass(long ms) {
        clock.advanceMillis(ms);
    }

    private String take(CrowdClient client, long number, int votes) {
        SenderFile.Sender standing = counter.take(client, number, ByteBuffer.wrap(new byte[votes]));
        return standing == null ? "none" : standing.number() + " " + standing.counted() + " " + standing.limited();
    }
}

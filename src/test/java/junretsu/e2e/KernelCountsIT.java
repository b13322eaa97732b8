package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import junretsu.net.linux.bpf.Crowd;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Mounted;
import junretsu.testing.NetworkSpace;
import junretsu.testing.Seed;
import junretsu.testing.Setup;
import junretsu.testing.Soak;
import junretsu.testing.VoteSender;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose kernel counts, with the real kernel and cables between network namespaces. */
class KernelCountsIT {
    private static final Setup NEWEST = Setup.newest();
    private static final String TOKEN = "sesame-of-the-kernel";
    private static final int[] PAYLOADS = {1, 2, 63, 64, 65, 1472, 1473, 65_507};

    @TempDir
    Path directory;

    private Path bpffs;
    private Mounted mounted;
    private NetworkSpace space;

    @BeforeEach
    void prepare() throws Exception {
        Crowd.require();
        bpffs = Files.createDirectory(directory.resolve("bpffs"));
        mounted = Mounted.bpffs(bpffs);
    }

    @AfterEach
    void cleanUp() {
        if (space != null) {
            space.close();
        }
        if (mounted != null) {
            mounted.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void theFilterCountsPayloadsOfEveryLengthInBothFamilies(String host) {
        try (JunretsuProcess server = bpf("data", "--udp", "*:0");
                VoteSender sender = new VoteSender(host, server.udpPort())) {
            long datagrams = sendAllLengths(sender);

            await(server, sender.sent());
            assertThat(buttons(server)).isEqualTo(sender.buttons());
            assertThat(server.count("datagrams")).isEqualTo(datagrams);
            assertThat(server.count("empty")).isEqualTo(1);
            assertThat(server.count("dropped")).isZero();
            assertThat(server.terminate()).isZero();
            assertThat(server.requireQuiet().stdout()).contains("0 dropped by the kernel");
            assertThat(pins()).isEmpty();
        }
    }

    @Test
    void theFilterTellsVotesForOtherButtonsApart() {
        try (JunretsuProcess server = bpf("data", "--buttons", "4");
                VoteSender sender = VoteSender.to(server)) {
            sender.send((byte) 3, (byte) 4, (byte) 255, (byte) 0);

            await(server, 2);
            assertThat(server.count("rejected")).isEqualTo(2);
        }
    }

    @Test
    void aKillAtOnceLosesNothingThatTheFilterCounted() {
        long total = 0;
        for (int round = 0; round < Soak.rounds(3, 20); round++) {
            try (JunretsuProcess server = bpf("data", "--buttons", Integer.toString(100 + round));
                    VoteSender sender = VoteSender.to(server)) {
                assertThat(server.stdout())
                        .contains(total == 0 ? "asked" : String.format(Locale.ROOT, "resumes at %,d votes", total));
                for (int i = 0; i < 10_000; i++) {
                    sender.send((byte) (i % 100));
                }
                server.kill();
                total += sender.sent();
            }
        }
        try (JunretsuProcess server = bpf("data")) {
            assertThat(server.stdout()).contains(String.format(Locale.ROOT, "resumes at %,d votes", total));
        }
    }

    @Test
    void anOlderCounterFileIsRaisedToTheKernelsCountsOnce() throws Exception {
        Path counters = directory.resolve("data/counters");
        Path older = directory.resolve("older");
        try (JunretsuProcess server = bpf("data")) {
            assertThat(server.terminate()).isZero();
        }
        Files.copy(counters, older);
        try (JunretsuProcess server = bpf("data", "--admin-token", TOKEN);
                VoteSender sender = VoteSender.to(server)) {
            sendSingles(sender, 100);
            await(server, 100);
            assertThat(server.post("/api/rounds", TOKEN, "{\"name\":\"song-2\"}")
                            .statusCode())
                    .isEqualTo(201);
            sendSingles(sender, 5);
            server.kill();
        }
        Files.copy(older, counters, StandardCopyOption.REPLACE_EXISTING);
        try (JunretsuProcess server = bpf("data")) {
            assertThat(server.stdout()).contains("resumes at 5 votes");
            assertThat(server.stderr())
                    .contains("105 votes that the kernel had counted")
                    .doesNotContain("put back");
        }
    }

    @Test
    void anotherEngineIsRefusedUntilTheKernelsCountsAreKept() throws Exception {
        Path mark = directory.resolve("data/kernel-counts");
        try (JunretsuProcess server = bpf("data");
                VoteSender sender = VoteSender.to(server)) {
            sendSingles(sender, 10);
            server.kill();
        }
        try (JunretsuProcess server = start(List.of(), "data", "--engine", "nio")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .startsWith("junretsu: the kernel may still count for this data directory, at " + bpffs)
                    .contains("or remove " + mark);
        }
        try (JunretsuProcess server = bpf("data")) {
            assertThat(server.terminate()).isZero();
        }
        assertThat(mark).doesNotExist();
        try (JunretsuProcess server = start(List.of(), "data", "--engine", "nio")) {
            server.awaitReady();
            assertThat(server.stdout()).contains("resumes at 10 votes");
        }
    }

    @Test
    void theInterfaceCountsShortVotesAndTheSocketsWhatItPassesOn() throws Exception {
        space = NetworkSpace.make();
        try (JunretsuProcess server = xdp("data");
                VoteSender plain = new VoteSender(space.address(), server.udpPort());
                Crowd crowd = Crowd.at(space.address(), server.udpPort(), space.outerCable())) {
            Random random = new Random(7);
            for (int payload = 1; payload <= 64; payload++) {
                crowd.send(100, payload, random);
                Waiting.sleep(5);
            }
            long datagrams = sendAllLengths(plain);

            assertThat(crowd.untaken()).isZero();
            long[] sent = plain.buttons().clone();
            Arrays.setAll(sent, button -> sent[button] + crowd.buttons()[button]);
            await(server, Arrays.stream(sent).sum());
            assertThat(buttons(server)).isEqualTo(sent);
            assertThat(server.count("datagrams")).isEqualTo(datagrams + crowd.frames());
            assertThat(server.terminate()).isZero();
            assertThat(pins()).isEmpty();
        }
    }

    @Test
    void theInterfaceCountsAFloodThatNeverStopsWhileServersAreKilledAndNoneRuns() throws Exception {
        space = NetworkSpace.make();
        long seed = Seed.draw();
        JunretsuProcess server = xdp("data", "--udp", "*:9999");
        try (Crowd crowd = Crowd.at(space.address(), 9999, space.outerCable())) {
            AtomicBoolean isOver = new AtomicBoolean();
            Thread flood = new Thread(() -> flood(crowd, new Random(seed), isOver));
            flood.start();
            for (int round = 0; round < Soak.rounds(3, 20); round++) {
                Waiting.sleep(300);
                server.kill();
                Waiting.sleep(300);
                assertThat(space.says("-d", "link", "show", space.innerCable())).contains("junretsu_xdp");
                server = xdp("data", "--udp", "*:9999");
            }
            isOver.set(true);
            flood.join();
            JunretsuProcess last = server;
            long expected = crowd.frames() - crowd.untaken();
            Waiting.until(
                    "all " + expected + " votes, seed " + seed,
                    () -> last.count("total") + last.count("dropped") == expected);
            assertThat(last.terminate()).isZero();
        } finally {
            server.close();
        }
        assertThat(pins()).isEmpty();
    }

    @Test
    void anInterfaceThatIsMadeAnewIsCountedAtAgainAndAGenericOneIsSaid() throws Exception {
        space = NetworkSpace.make();
        layCable();
        try (JunretsuProcess server = xdp("data", "--interface", "jrone,lo")) {
            assertThat(server.metric("junretsu_votes_kernel_remarks")).isOne();
            assertThat(server.stderr())
                    .contains("the driver of lo takes no XDP program")
                    .contains("generic mode");
            space.run("link", "del", "jrone");
            layCable();
            Waiting.until(
                    "a new program",
                    () -> space.says("-d", "link", "show", "jrone").contains("junretsu_xdp"));
            space.run("link", "set", "jrone", "address", "02:00:00:00:00:07");
            Waiting.until("a new address", () -> server.stderr().contains("jrone has another hardware address"));
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void theCapabilitiesOfTheUnitAreEnoughAndXdpNeedsFewer() throws Exception {
        space = NetworkSpace.make();
        List<String> unit = List.of("setpriv", "--inh-caps", "-all", "--bounding-set");
        for (String engine : List.of("bpf", "xdp")) {
            List<String> wrapper = new ArrayList<>(space.wrapper());
            wrapper.addAll(unit);
            wrapper.add("-all,+bpf,+net_admin" + (engine.equals("bpf") ? ",+perfmon" : ""));
            List<String> flags = new ArrayList<>(List.of("--engine", engine, "--udp", "*:0"));
            flags.addAll(engine.equals("xdp") ? List.of("--interface", space.innerCable()) : List.of());
            try (JunretsuProcess server = start(wrapper, engine, flags.toArray(String[]::new))) {
                server.awaitReady();
                assertThat(server.terminate()).isZero();
            }
        }
    }

    @Test
    void aStartThatFailsEndsNoCountingThatWorks() throws Exception {
        space = NetworkSpace.make();
        try (JunretsuProcess server = xdp("data")) {
            server.kill();
        }
        try (JunretsuProcess second = startXdp("data", "--interface", space.innerCable() + ",nosuch")) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("there is no interface nosuch, or it has no address");
        }
        String link = space.says("-d", "link", "show", space.innerCable());
        assertThat(link).contains("junretsu_xdp");
        try (JunretsuProcess server = xdp("data")) {
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void aSecondServerOnTheInterfaceIsRefusedAndTheFirstCountsOn() throws Exception {
        space = NetworkSpace.make();
        try (JunretsuProcess server = xdp("data");
                JunretsuProcess second = startXdp("other");
                Crowd crowd = Crowd.at(space.address(), server.udpPort(), space.outerCable())) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.stderr()).contains("another program has it").doesNotContain("\tat ");
            crowd.send(100, 1, new Random(1));
            await(server, 100 - crowd.untaken());
        }
    }

    @Test
    void aCopyOfTheDataOfAServerThatRunsIsRefused() throws Exception {
        try (JunretsuProcess server = bpf("data")) {
            Path copy = Files.createDirectory(directory.resolve("copy"));
            Files.copy(directory.resolve("data/counters"), copy.resolve("counters"));
            try (JunretsuProcess second = start(List.of(), "copy", "--engine", "bpf")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.stderr()).contains("process " + server.pid()).contains("is a copy of that server's");
            }
            assertThat(pins()).isNotEmpty();
        }
    }

    @Test
    void autoTakesTheFilterWhereItMayAndSaysWhyNotOtherwise() {
        try (JunretsuProcess server = start(List.of(), "data")) {
            server.awaitReady();
            assertThat(server.stdout()).contains("engine bpf with offload (uring: ");
            assertThat(server.terminate()).isZero();
        }
        mounted.close();
        try (JunretsuProcess server = start(List.of(), "data")) {
            server.awaitReady();
            assertThat(server.stdout()).contains("engine mmsg").contains("(bpf: no bpffs at " + bpffs);
        }
    }

    @Test
    void saysInOneSentenceWhatIsMissing() {
        mounted.close();
        try (JunretsuProcess server = start(List.of(), "data", "--engine", "bpf")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo("junretsu: --engine: bpf does not work here: no bpffs at " + bpffs
                            + ", where counts outlive the process; make one with 'mount -t bpf bpf " + bpffs + "'\n");
        }
        try (JunretsuProcess server =
                start(List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"), "data", "--engine", "bpf")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.stderr())
                    .isEqualTo("junretsu: --engine: bpf does not work here: bpf, making a map: Operation not permitted"
                            + " without CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN, which root has\n");
        }
    }

    private void layCable() {
        space.run("link", "add", "jrone", "type", "veth", "peer", "name", "jrother");
        space.run("addr", "add", "10.99.0.1/24", "dev", "jrone");
    }

    /** Empty too, which is no vote. @return how many datagrams */
    private static long sendAllLengths(VoteSender sender) {
        Random random = new Random(42);
        for (int payload : PAYLOADS) {
            byte[] votes = new byte[payload];
            random.nextBytes(votes);
            assertThat(sender.send(votes)).isTrue();
        }
        sender.sendEmpty();
        return PAYLOADS.length + 1;
    }

    private static void sendSingles(VoteSender sender, int votes) {
        for (int i = 0; i < votes; i++) {
            sender.send((byte) 1);
        }
    }

    private static void flood(Crowd crowd, Random random, AtomicBoolean isOver) {
        while (!isOver.get()) {
            crowd.send(64, 1, random);
            Waiting.sleep(1);
        }
    }

    private static void await(JunretsuProcess server, long votes) {
        Waiting.until("all " + votes + " votes", () -> server.count("total") == votes);
    }

    @SuppressWarnings("unchecked")
    private static long[] buttons(JunretsuProcess server) {
        long[] buttons = new long[256];
        ((Map<String, Object>) server.counts().get("buttons"))
                .forEach((button, votes) -> buttons[Integer.parseInt(button)] = (Long) votes);
        return buttons;
    }

    private List<String> pins() {
        try (Stream<Path> files = Files.walk(bpffs)) {
            return files.map(Path::toString)
                    .filter(pin -> pin.matches(".*/(counts|xdp-.*)"))
                    .toList();
        } catch (java.io.IOException e) {
            return List.of();
        }
    }

    private JunretsuProcess bpf(String data, String... flags) {
        List<String> words = new ArrayList<>(List.of("--engine", "bpf"));
        words.addAll(List.of(flags));
        JunretsuProcess server = start(List.of(), data, words.toArray(String[]::new));
        server.awaitReady();
        return server;
    }

    private JunretsuProcess xdp(String data, String... flags) {
        JunretsuProcess server = startXdp(data, flags);
        server.awaitReady();
        return server;
    }

    private JunretsuProcess startXdp(String data, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "--engine",
                "xdp",
                "--interface",
                space.innerCable(),
                "--udp",
                "*:0",
                "--http",
                space.address() + ":0"));
        words.addAll(List.of(flags));
        return start(space.wrapper(), data, words.toArray(String[]::new));
    }

    private JunretsuProcess start(List<String> wrapper, String data, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "serve",
                "--udp",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0",
                "--bpffs",
                bpffs.toString(),
                "--data",
                directory.resolve(data).toString()));
        words.addAll(List.of(flags));
        return JunretsuProcess.start(wrapper, NEWEST, Map.of(), words.toArray(String[]::new));
    }
}

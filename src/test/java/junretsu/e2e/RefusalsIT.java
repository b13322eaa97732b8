package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be: one sentence, the right exit code, nothing harmed. */
class RefusalsIT {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve --flsh 5ms                       | unknown flag --flsh (did you mean --flush?)",
                "serve --flush 5                        | --flush: '5' is not accepted; give a time",
                "serve --flush 2001ms                   | --flush: '2001ms' is not accepted; give a time of 2s at most, such as 100ms",
                "serve --buttons 300                    | --buttons: '300' is not accepted; give a whole number from 1 to 256",
                "serve --http here                      | --http: 'here' is not accepted; give off, or HOST:PORT",
                "serve --udp here                       | --udp: 'here' is not accepted; give HOST:PORT",
                "serve --event a{b                      | --event: 'a{b' is not accepted",
                "serve --redis http://x                 | --redis: 'http://x' is not accepted; give redis://",
                "serve --redis-timeout 1s               | give --redis URL too",
                "serve --webhook foo                    | --webhook: 'foo' is not accepted; give an http or https URL",
                "serve --webhook host.example.org/hook  | --webhook: 'host.example.org/***' is not accepted; give an http or https URL",
                "serve --webhook http://host:99999/     | --webhook: 'http://host:99999/' is not accepted; give an http or https URL",
                "serve --labels 0=A,0=B                 | --labels: '0=A,0=B' is not accepted; give each button one label",
                "serve --buttons 2 --labels 2=A         | --labels: there is no button 2 with --buttons 2",
                "serve --engine fast                    | --engine: 'fast' is not accepted; give auto, nio, mmsg, uring, bpf or xdp",
                "serve --engine nio --steer cpu         | --steer: 'cpu' is unavailable with the engine nio",
                "serve --config /nothing/there          | --config",
                "serve vote                             | unknown service 'vote' (did you mean votes?)",
                "server                                 | unknown verb 'server' (did you mean serve?)",
                "blast --rate quick                     | --rate: 'quick' is not accepted; give max, or so many a second",
                "blast --rate 5k --ramp 1k..2k          | --ramp and --rate exclude each other",
                "blast --verify localhost               | --verify: 'localhost' is not accepted; give an http or https URL",
                "blast --max-loss 1%                    | give --verify URL too",
                "blast numbers --max-loss 1%            | give --verify URL too",
                "blast numbers --target *:4000          | --target: '*:4000' is not accepted; give HOST:PORT of a server",
            })
    void saysWhatIsWrongAndWhatIsAccepted(String words, String sentence) {
        refuses(Setup.oldest(), USAGE, sentence, words.trim().split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve --udp 192.0.2.1:9999 --http off  | cannot listen at --udp 192.0.2.1:9999",
                "serve --udp no.such.host.invalid:1     | the host name has no address",
                "serve --http 192.0.2.1:80              | cannot listen at --http 192.0.2.1:80",
                "blast --target no.such.host.invalid:1  | has no address",
                "blast --target 127.0.0.1:1 --rate 1k  | nothing listens at udp 127.0.0.1:1",
                "blast --verify http://127.0.0.1:1      | --verify: http://127.0.0.1:1/api/counts cannot be read",
            })
    void saysWhatIsUnavailable(String words, String sentence) {
        String[] all = (words.trim() + (words.startsWith("serve") ? " --data " + data : "")).split(" ");
        refuses(Setup.oldest(), FAILED, sentence, all);
    }

    @Test
    void saysThatAnEngineNeedsANewerJava() {
        Assumptions.assumeTrue(Setup.oldest().feature() < 22);
        refuses(
                Setup.oldest(),
                FAILED,
                "--engine: mmsg does not work here: needs Java 22",
                "serve",
                "--engine",
                "mmsg");
    }

    @ParameterizedTest
    @MethodSource("junretsu.testing.Setup#all")
    void refusesAPortAndADirectoryThatAnotherServerHas(Setup setup) {
        try (JunretsuProcess server = JunretsuProcess.serve(setup, data.resolve("one"), "--threads", "2")) {
            String udp = server.udp();
            String http = server.http().substring("http://".length());
            String other = data.resolve("other").toString();

            refuses(
                    setup,
                    FAILED,
                    "address already in use; end the program that has it, or give another --udp",
                    "serve",
                    "--udp",
                    udp,
                    "--http",
                    "off",
                    "--data",
                    other,
                    "--engine",
                    setup.engine());
            refuses(
                    setup,
                    FAILED,
                    "address already in use; end the program that has it, or give another --http",
                    "serve",
                    "--udp",
                    "127.0.0.1:0",
                    "--http",
                    http,
                    "--data",
                    other);
            refuses(
                    setup,
                    FAILED,
                    "in use by",
                    "serve",
                    "--udp",
                    "127.0.0.1:0",
                    "--http",
                    "off",
                    "--data",
                    data.resolve("one").toString());
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void leavesACounterFileUnchangedThatItCannotResume() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serve(Setup.oldest(), data)) {
            assertThat(server.terminate()).isZero();
        }
        Path file = data.resolve("counters");
        byte[] good = Files.readAllBytes(file);
        byte[] foreign = new byte[good.length];
        new Random(1).nextBytes(foreign);
        byte[] older = good.clone();
        older[8] = 0;
        byte[] damaged = good.clone();
        damaged[30] ^= 1;
        for (byte[] bad : new byte[][] {foreign, older, damaged, java.util.Arrays.copyOf(good, 9_000), {}, {1, 2, 3}}) {
            Files.write(file, bad);
            refuses(
                    Setup.oldest(),
                    FAILED,
                    file.toString(),
                    "serve",
                    "--udp",
                    "127.0.0.1:0",
                    "--http",
                    "off",
                    "--data",
                    data.toString());
            assertThat(Files.readAllBytes(file)).isEqualTo(bad);
        }
        Files.write(file, good);
        refuses(
                Setup.oldest(),
                FAILED,
                "event",
                "serve",
                "--udp",
                "127.0.0.1:0",
                "--http",
                "off",
                "--event",
                "other",
                "--data",
                data.toString());
    }

    @Test
    void saysThatTheDiskIsFullBeforeItCountsAnything() throws Exception {
        Files.createDirectories(data.resolve("disk"));
        Process mount = new ProcessBuilder(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=100k",
                        "tmpfs",
                        data.resolve("disk").toString())
                .redirectErrorStream(true)
                .start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "needs the right to mount");
        try {
            refuses(
                    Setup.oldest(),
                    FAILED,
                    "No space left on device",
                    "serve",
                    "--udp",
                    "127.0.0.1:0",
                    "--http",
                    "off",
                    "--data",
                    data.resolve("disk/data").toString());
            assertThat(data.resolve("disk/data/counters")).doesNotExist();
        } finally {
            new ProcessBuilder("umount", data.resolve("disk").toString())
                    .start()
                    .waitFor();
        }
    }

    private static void refuses(Setup setup, int exitCode, String sentence, String... words) {
        try (JunretsuProcess process = JunretsuProcess.start(setup, words)) {
            assertThat(process.exitCode()).as(String.join(" ", words)).isEqualTo(exitCode);
            assertThat(process.requireQuiet().stderr()).contains(sentence).startsWith("junretsu: ");
            assertThat(process.stderr().lines()).hasSize(1);
            assertThat(process.stdout()).isEmpty();
        }
    }
}

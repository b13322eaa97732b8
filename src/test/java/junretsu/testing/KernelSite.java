package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import junretsu.net.linux.bpf.Crowd;

/** A place for servers whose kernel counts: a bpffs, and a namespace with a cable when one is asked for. */
public final class KernelSite implements AutoCloseable {
    private final Path directory;
    private final Path bpffs;
    private final Mounted mounted;
    private NetworkSpace space;

    private KernelSite(Path directory, Path bpffs, Mounted mounted) {
        this.directory = directory;
        this.bpffs = bpffs;
        this.mounted = mounted;
    }

    /** Skips the test, with the reason, where bpf(2) or mounting is refused. */
    public static KernelSite in(Path directory) throws ReflectiveOperationException {
        Crowd.require();
        try {
            Path bpffs = Files.createDirectory(directory.resolve("bpffs"));
            return new KernelSite(directory, bpffs, Mounted.bpffs(bpffs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The namespace, made at the first call; skips the test where that is not allowed. */
    public NetworkSpace space() {
        if (space == null) {
            space = NetworkSpace.make();
        }
        return space;
    }

    /** A server with the engine bpf, on this machine itself. */
    public JunretsuProcess bpf(String... flags) {
        return ready(start(List.of(), words("bpf", "127.0.0.1", flags)));
    }

    /** A server with the engine xdp, in the namespace, at the end of its cable. */
    public JunretsuProcess xdp(String... flags) {
        List<String> words = words("xdp", space().address(), flags);
        words.addAll(List.of("--interface", space().innerCable()));
        return ready(start(space().wrapper(), words));
    }

    /** A server that may end at once. @param wrapper words in front of its command */
    public JunretsuProcess start(List<String> wrapper, List<String> flags) {
        List<String> words = new ArrayList<>(List.of("serve", "--bpffs", bpffs.toString()));
        words.addAll(List.of("--data", directory.resolve("data").toString()));
        words.addAll(flags);
        return JunretsuProcess.start(wrapper, Setup.newest(), Map.of(), words.toArray(String[]::new));
    }

    private static List<String> words(String engine, String host, String... flags) {
        List<String> words = new ArrayList<>(List.of("--engine", engine, "--udp", "*:0", "--http", host + ":0"));
        words.addAll(List.of(flags));
        return words;
    }

    private static JunretsuProcess ready(JunretsuProcess server) {
        server.awaitReady();
        return server;
    }

    /** Votes for each button. */
    @SuppressWarnings("unchecked")
    public static long[] buttons(JunretsuProcess server) {
        long[] buttons = new long[256];
        ((Map<String, Object>) server.counts().get("buttons"))
                .forEach((button, votes) -> buttons[Integer.parseInt(button)] = (Long) votes);
        return buttons;
    }

    /** Waits until so many votes were counted or limited, for ten seconds at most. */
    public static void await(JunretsuProcess server, long votes) {
        Waiting.until(votes + " votes", () -> server.count("total") + server.count("limited") >= votes);
        assertThat(server.count("total") + server.count("limited")).isEqualTo(votes);
    }

    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
        mounted.close();
    }
}

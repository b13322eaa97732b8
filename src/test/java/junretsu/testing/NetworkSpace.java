package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace of Linux with two cables to this one: one for clients, which stays, and one for Redis, which can
 * be cut. What is sent through a cut cable gets lost without an answer, as with a switch that is off.
 *
 * <pre>
 *   clients  10.77.N.1 ------ 10.77.N.2   the namespace
 *   Redis    10.78.N.1 --X--- 10.78.N.2
 * </pre>
 */
public final class NetworkSpace implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final int number;
    private final String name;

    private NetworkSpace(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** Makes a namespace; skips the test where that is not allowed. */
    public static NetworkSpace make() {
        int number = (int) (ProcessHandle.current().pid() * 7 + NUMBERS.incrementAndGet()) % 250 + 1;
        NetworkSpace space =
                new NetworkSpace(number, "jr" + ProcessHandle.current().pid() % 100_000 + "n" + number);
        Assumptions.assumeTrue(isDone("ip", "netns", "add", space.name), "network namespaces take root and iproute2");
        boolean isCabled = space.lay("a", 77) && space.lay("b", 78);
        if (!isCabled) {
            space.close();
        }
        Assumptions.assumeTrue(isCabled, "a cable between network namespaces cannot be laid here");
        return space;
    }

    /** Removes the cable for clients, with both of its interfaces. */
    public void removeCable() {
        assertThat(isDone("ip", "link", "del", outerCable())).isTrue();
    }

    /** Lays it again, with the same names and addresses. */
    public void layCable() {
        assertThat(lay("a", 77)).isTrue();
    }

    private boolean lay(String cable, int net) {
        String inner = name + cable + "i";
        return isDone("ip", "link", "add", name + cable, "type", "veth", "peer", "name", inner)
                && isDone("ip", "link", "set", inner, "netns", name)
                && isDone("ip", "addr", "add", "10." + net + "." + number + ".1/24", "dev", name + cable)
                && isDone("ip", "-n", name, "addr", "add", "10." + net + "." + number + ".2/24", "dev", inner)
                && isDone("ip", "link", "set", name + cable, "up")
                && isDone("ip", "-n", name, "link", "set", inner, "up")
                && isDone("ip", "-n", name, "link", "set", "lo", "up");
    }

    /** Words in front of a command that make it run in there. */
    public List<String> wrapper() {
        return List.of("ip", "netns", "exec", name);
    }

    /** The address in there at which clients out here find a server. */
    public String address() {
        return "10.77." + number + ".2";
    }

    /** The address in there at the end of the other cable. */
    public String otherAddress() {
        return "10.78." + number + ".2";
    }

    /** The name out here of the cable for clients. */
    public String outerCable() {
        return name + "a";
    }

    /** The name in there of the cable for clients. */
    public String innerCable() {
        return name + "ai";
    }

    /** Runs a command of ip(8) in there. */
    public void run(String... words) {
        String[] command = new String[words.length + 3];
        System.arraycopy(new String[] {"ip", "-n", name}, 0, command, 0, 3);
        System.arraycopy(words, 0, command, 3, words.length);
        assertThat(isDone(command)).as(String.join(" ", words)).isTrue();
    }

    /** The text that a command of ip(8) prints in there. */
    public String says(String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address out here at which a Redis is found in there. */
    public String redisAddress() {
        return "10.78." + number + ".1";
    }

    /** Cuts the cable to Redis. */
    public void cut() {
        assertThat(isDone("ip", "link", "set", name + "b", "down")).isTrue();
    }

    /** Joins the cable to Redis. */
    public void join() {
        assertThat(isDone("ip", "link", "set", name + "b", "up")).isTrue();
    }

    private static boolean isDone(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean isDone = process.waitFor() == 0;
            if (!isDone) {
                System.out.println(String.join(" ", words) + ": " + said);
            }
            return isDone;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        isDone("ip", "link", "del", name + "a");
        isDone("ip", "link", "del", name + "b");
        isDone("ip", "netns", "del", name);
    }
}

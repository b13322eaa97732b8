package junretsu.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import junretsu.config.Flag;
import junretsu.config.HttpUrl;
import junretsu.config.Settings;
import junretsu.config.StartException;
import junretsu.config.Units;

/** {@code junretsu top URL}: a live view of any server of ours in the terminal, from its {@code /metrics}. */
final class TopCommand implements Command {
    private static final Flag<URI> URL =
            Flag.of("url", "URL", "http://127.0.0.1:8080", "the server, as its ready line names it", HttpUrl::parse);
    private static final Flag<Long> INTERVAL =
            Flag.of("interval", "TIME", "1s", "time between two looks", Units::nanos);
    private static final Flag<Boolean> ONCE =
            Flag.toggle("once", "look twice, print the result as plain text, and end");

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** xterm's other screen, without a cursor; the user's own text is back at the end. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";

    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    @Override
    public String verb() {
        return "top";
    }

    @Override
    public String service() {
        return null;
    }

    @Override
    public String summary() {
        return "shows what a server does, live: rates, totals and state";
    }

    @Override
    public List<Flag<?>> flags() {
        return List.of(URL, INTERVAL, ONCE);
    }

    @Override
    public Flag<?> unnamed() {
        return URL;
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_TOP_";
    }

    @Override
    public List<String> examples() {
        return List.of("top http://127.0.0.1:8080", "top http://10.0.0.5:8090 --interval 5s", "top --once");
    }

    @Override
    public int run(Settings settings, Console console) throws StartException {
        URI url = settings.get(URL);
        long interval = settings.get(INTERVAL);
        HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
        MetricSamples before = look(client, url);
        if (settings.get(ONCE) || !Console.isTerminal(1)) {
            LockSupport.parkNanos(interval);
            console.print(String.join("\n", frame(url, before, look(client, url), Terminal.size())));
            return ExitCode.DONE;
        }
        System.out.print(ENTER);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.print(LEAVE);
            System.out.flush();
        }));
        while (true) {
            LockSupport.parkNanos(interval);
            try {
                MetricSamples now = look(client, url);
                draw(frame(url, before, now, Terminal.size()));
                before = now;
            } catch (StartException e) {
                draw(List.of(e.getMessage(), "", "It is asked again; Ctrl-C ends this."));
            }
        }
    }

    private static List<String> frame(URI url, MetricSamples before, MetricSamples now, int[] size) {
        String title = "junretsu top " + url + "  " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
        return TopFrame.of(title, before, now, size[0] - 1, size[1]);
    }

    private static void draw(List<String> lines) {
        System.out.print(HOME + String.join(CLEAR_LINE + "\n", lines) + CLEAR_LINE + CLEAR_BELOW);
        System.out.flush();
    }

    private static MetricSamples look(HttpClient client, URI url) throws StartException {
        URI metrics = URI.create(url.toString().replaceFirst("/+$", "") + "/metrics");
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(metrics).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StartException(metrics + " answers " + answer.statusCode() + "; is it a server of junretsu?");
            }
            return MetricSamples.parse(answer.body(), System.nanoTime());
        } catch (IOException e) {
            throw new StartException(
                    "nothing answers at " + metrics + "; start 'junretsu serve' there, or give its URL", e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the main thread", e);
        }
    }
}

package junretsu.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import junretsu.text.JsonReader;

/** The packaged jar as a process of its own. */
public final class JunretsuProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern READY = Pattern.compile(
            "ready: (?:(?:votes at udp|numbers at tcp|users at tcp) (\\S+), |items at |jobs at |users front at )(http off|http\\S+),");
    /** For a process of seconds: the second compiler would take half of its time, and a test is not a benchmark. */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1");

    private static final long END_LIMIT_S = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private JunretsuProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts the jar with these words. @param environment variables to set */
    public static JunretsuProcess start(Setup setup, Map<String, String> environment, String... words) {
        return start(List.of(), setup, environment, words);
    }

    /** @param wrapper a command that runs what stands behind it, such as {@code strace} */
    public static JunretsuProcess start(
            List<String> wrapper, Setup setup, Map<String, String> environment, String... words) {
        return start(wrapper, setup, System.getProperty("junretsu.jar"), environment, List.of(words));
    }

    /** Starts another jar than the one that was built. */
    public static JunretsuProcess start(Setup setup, Path jar, String... words) {
        return start(List.of(), setup, jar.toString(), Map.of(), List.of(words));
    }

    private static JunretsuProcess start(
            List<String> wrapper, Setup setup, String jar, Map<String, String> environment, List<String> words) {
        try {
            Path out = Files.createTempFile("junretsu-", ".out");
            Path err = Files.createTempFile("junretsu-", ".err");
            List<String> command = new ArrayList<>(wrapper);
            command.add(setup.command());
            if (!Soak.isOn()) {
                command.addAll(BRIEF);
            }
            command.addAll(List.of("-jar", jar));
            command.addAll(words);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JunretsuProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JunretsuProcess start(Setup setup, String... words) {
        return start(setup, Map.of(), words);
    }

    /** Starts a server on free ports of 127.0.0.1 and waits until it is ready. @param flags win over those */
    public static JunretsuProcess serve(Setup setup, Path data, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "serve",
                "--udp",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0",
                "--data",
                data.toString(),
                "--engine",
                setup.engine()));
        words.addAll(List.of(flags));
        JunretsuProcess server = start(setup, words.toArray(String[]::new));
        server.awaitReady();
        return server;
    }

    /** Starts a numbers server on free ports and waits until it is ready. @param flags win over those */
    public static JunretsuProcess serveNumbers(Setup setup, Path log, String... flags) {
        JunretsuProcess server = startNumbers(List.of(), setup, Map.of(), log, flags);
        server.awaitReady();
        return server;
    }

    /** Starts a numbers server on free ports, which may come to nothing. @param flags win over those */
    public static JunretsuProcess startNumbers(
            List<String> wrapper, Setup setup, Map<String, String> environment, Path log, String... flags) {
        List<String> words = new ArrayList<>(
                List.of("serve", "numbers", "--port", "0", "--http", "127.0.0.1:0", "--log", log.toString()));
        words.addAll(List.of(flags));
        return start(wrapper, setup, environment, words.toArray(String[]::new));
    }

    /** Starts an items server on a free port and waits until it is ready. @param flags win over those */
    public static JunretsuProcess serveItems(Setup setup, Path data, String... flags) {
        JunretsuProcess server = startItems(List.of(), setup, Map.of(), data, flags);
        server.awaitReady();
        return server;
    }

    /** Starts an items server on a free port, which may come to nothing. @param flags win over those */
    public static JunretsuProcess startItems(List<String> wrapper, Setup setup, Path data, String... flags) {
        return startItems(wrapper, setup, Map.of(), data, flags);
    }

    /** The same. @param environment variables to set */
    public static JunretsuProcess startItems(
            List<String> wrapper, Setup setup, Map<String, String> environment, Path data, String... flags) {
        List<String> words =
                new ArrayList<>(List.of("serve", "items", "--http", "127.0.0.1:0", "--data", data.toString()));
        words.addAll(List.of(flags));
        return start(wrapper, setup, environment, words.toArray(String[]::new));
    }

    /** Starts a jobs server on a free port and waits until it is ready. @param flags win over that */
    public static JunretsuProcess serveJobs(Setup setup, Path data, String... flags) {
        return serveJobs(List.of(), setup, data, flags);
    }

    /** The same. @param wrapper a command that runs what stands behind it */
    public static JunretsuProcess serveJobs(List<String> wrapper, Setup setup, Path data, String... flags) {
        List<String> words =
                new ArrayList<>(List.of("serve", "jobs", "--http", "127.0.0.1:0", "--data", data.toString()));
        words.addAll(List.of(flags));
        JunretsuProcess server = start(wrapper, setup, Map.of(), words.toArray(String[]::new));
        server.awaitReady();
        return server;
    }

    /** Starts a users server on free ports and waits until it is ready. @param flags win over those */
    public static JunretsuProcess serveUsers(Setup setup, Path data, String... flags) {
        return serveUsers(List.of(), setup, data, flags);
    }

    /** @param wrapper as for {@link #start(List, Setup, Map, String...)} */
    public static JunretsuProcess serveUsers(List<String> wrapper, Setup setup, Path data, String... flags) {
        List<String> words = new ArrayList<>(List.of(
                "serve", "users", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--data", data.toString()));
        words.addAll(List.of(flags));
        JunretsuProcess server = start(wrapper, setup, Map.of(), words.toArray(String[]::new));
        server.awaitReady();
        return server;
    }

    public void awaitReady() {
        Waiting.until("the ready line", () -> stdout().contains(" ready: ") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the server ended: " + stderr());
        }
    }

    /** As in {@code 127.0.0.1:9999}. */
    public String udp() {
        return ready(1);
    }

    public int udpPort() {
        return Integer.parseInt(udp().substring(udp().lastIndexOf(':') + 1));
    }

    /** Of a server that listens at every address. */
    public int tcpPort() {
        return Integer.parseInt(ready(1).substring(ready(1).lastIndexOf(':') + 1));
    }

    /** The total in the last report of a numbers server. */
    public long reportedUnique() {
        String out = stdout();
        String total = out.substring(out.lastIndexOf("Unique total: ") + "Unique total: ".length());
        return Long.parseLong(total.substring(0, total.indexOf('\n')));
    }

    /** As in {@code http://127.0.0.1:8080}. */
    public String http() {
        return ready(2);
    }

    public Map<String, Object> counts() {
        return JsonReader.readObject(get("/api/counts").body());
    }

    public long count(String field) {
        return (Long) counts().get(field);
    }

    /** The first sample of a metric. */
    public double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    /** @param token null to send none */
    public HttpResponse<String> post(String path, String token, String body) {
        return request("POST", path, token, body);
    }

    /** @param token null to send none */
    public HttpResponse<String> request(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(http() + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param name as in {@code TERM} */
    public void signal(String name) {
        Signal.send(name, process);
    }

    /** Kills it as a crash does, and waits for its end. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
    }

    /** Returns a thread, not started, that kills it so long after a file has begun to grow. */
    public Thread killer(Path file, long afterMs) {
        long before = file.toFile().length();
        return new Thread(() -> {
            try {
                Waiting.until(
                        "more in " + file,
                        END_LIMIT_S * 1_000,
                        () -> file.toFile().length() > before);
                Waiting.sleep(afterMs);
            } finally {
                kill();
            }
        });
    }

    /** Asks it to end, and waits for it. @return its exit code */
    public int terminate() {
        signal("TERM");
        return exitCode();
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!process.waitFor(END_LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; stdout: " + stdout() + " stderr: " + stderr());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails when it complained of anything that a user should never see. */
    public JunretsuProcess requireQuiet() {
        String said = stderr() + stdout();
        if (said.contains("WARNING") || said.contains("Exception") || said.contains("\tat ")) {
            throw new AssertionError("it said: " + said);
        }
        return this;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String stdout() {
        return read(out);
    }

    public String stderr() {
        return read(err);
    }

    /** Its stderr but for the notice that its end takes a while, as it may on a busy machine. */
    public String complaints() {
        return stderr().lines()
                .filter(line -> !line.contains(" notice: ending: "))
                .collect(Collectors.joining("\n"));
    }

    /** Resident memory now, in KiB. */
    public long residentKib() {
        Matcher line =
                Pattern.compile("VmRSS:\\s*(\\d+) kB").matcher(read(Path.of("/proc/" + process.pid() + "/status")));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exitCode();
        out.toFile().delete();
        err.toFile().delete();
    }

    private String ready(int group) {
        Matcher line = READY.matcher(stdout());
        if (!line.find()) {
            throw new AssertionError("no ready line in: " + stdout());
        }
        return line.group(group);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package junretsu.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.text.JsonReader;
import junretsu.web.HttpConfig;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/**
 * A jobs server on a real socket that factors small numbers by trial division when it is asked for them, and can be
 * made to lie, to fail, to be slow or to forget.
 */
public final class JobsSite implements AutoCloseable {
    /** Of all sites, so that one that takes over from another does not give an ID again. */
    private static final AtomicLong IDS = new AtomicLong();

    private final Map<String, Long> numbers = new ConcurrentHashMap<>();
    private final Map<String, String> callers = new ConcurrentHashMap<>();
    private final Map<String, String> idsByKey = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    private final WebServer web;

    /** Makes the answer to a POST worse; the job is there already. Null leaves the request without an answer. */
    private volatile UnaryOperator<Response> spoilPosts = answer -> answer;

    /** Makes the result of a number, as JSON, another. */
    private volatile UnaryOperator<String> spoilResults = result -> result;

    private volatile int pendingTimes;

    public JobsSite() throws StartException {
        this(0);
    }

    /** @param port to listen at; 0 for any */
    public JobsSite(int port) throws StartException {
        web = WebServer.bind(HttpConfig.plain(new HostPort("127.0.0.1", port)), (where, failure) -> {});
        web.start(() -> new Routes("jobs site", "0")
                .add(
                        Route.post("/compute", "Takes a job", exchange -> {
                            Response answer = spoilPosts.apply(take(exchange.request()));
                            if (answer != null) {
                                exchange.respond(answer);
                            }
                        }),
                        Route.view("/compute/{id}", "A job", this::show),
                        Route.view("/api/jobs/{id}", "A job with its worker time", this::showTime)));
    }

    public String url() {
        return web.url();
    }

    public int port() {
        return web.localAddress().getPort();
    }

    /** POSTs taken so far. */
    public long posts() {
        return posts.get();
    }

    /** The jobs accepted so far. */
    public int jobs() {
        return numbers.size();
    }

    /** The jobs of each caller. */
    public Map<String, Long> jobsByCaller() {
        return callers.values().stream().collect(Collectors.groupingBy(caller -> caller, Collectors.counting()));
    }

    /** Answers so often that a job is pending before it is done. */
    public JobsSite pendingFor(int times) {
        pendingTimes = times;
        return this;
    }

    public JobsSite spoilPosts(UnaryOperator<Response> answers) {
        spoilPosts = answers;
        return this;
    }

    public JobsSite spoilResults(UnaryOperator<String> results) {
        spoilResults = results;
        return this;
    }

    /** Forgets a number of jobs, of those that were asked for least often. */
    public void forget(int count) {
        Map<String, Long> asNow = new HashMap<>();
        numbers.keySet().forEach(id -> asNow.put(id, timesAsked(id)));
        asNow.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(count)
                .forEach(job -> numbers.remove(job.getKey()));
    }

    private long timesAsked(String id) {
        AtomicLong times = asked.get(id);
        return times == null ? 0 : times.get();
    }

    /** Takes over the jobs that another has, as a server does from its disk. */
    public JobsSite with(JobsSite other) {
        numbers.putAll(other.numbers);
        callers.putAll(other.callers);
        idsByKey.putAll(other.idsByKey);
        return this;
    }

    @Override
    public void close() {
        web.close();
    }

    private Response take(Request request) {
        posts.incrementAndGet();
        String caller = request.header("X-Caller-ID");
        String key = request.header("Idempotency-Key");
        long number = Long.parseLong(
                (String) JsonReader.readObject(request.body().text()).get("number"));
        String id = key == null ? newId() : idsByKey.computeIfAbsent(key, absent -> newId());
        callers.put(id, caller);
        numbers.put(id, number);
        return Response.json("{\"request_id\":\"" + id + "\"}");
    }

    private static String newId() {
        return "job " + IDS.incrementAndGet() + "/é";
    }

    private Response show(Request request) {
        String id = request.parameter("id");
        Long number = numbers.get(id);
        if (number == null) {
            return Response.problem(404, "no such job");
        }
        long times = asked.computeIfAbsent(id, absent -> new AtomicLong()).incrementAndGet();
        return Response.json(
                times <= pendingTimes
                        ? "{\"status\":\"pending\"}"
                        : spoilResults.apply("{\"status\":\"completed\",\"number\":\"" + number + "\",\"results\":["
                                + String.join(",", factors(number)) + "]}"));
    }

    /** A job of caller-0 takes twice the worker time of the others' jobs. */
    private Response showTime(Request request) {
        String id = request.parameter("id");
        String caller = callers.get(id);
        return Response.json("{\"status\":\"completed\",\"cpu_ms\":" + ("caller-0".equals(caller) ? 2.5 : 1.25) + "}");
    }

    private static List<String> factors(long number) {
        List<String> factors = new ArrayList<>();
        long rest = number;
        for (long prime = 2; prime * prime <= rest; prime++) {
            for (; rest % prime == 0; rest /= prime) {
                factors.add("\"" + prime + "\"");
            }
        }
        if (rest > 1) {
            factors.add("\"" + rest + "\"");
        }
        return factors;
    }
}

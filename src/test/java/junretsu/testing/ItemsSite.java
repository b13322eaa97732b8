package junretsu.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import junretsu.config.HostPort;
import junretsu.config.StartException;
import junretsu.text.JsonReader;
import junretsu.web.ErrorForm;
import junretsu.web.HttpConfig;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;
import junretsu.web.WebServer;

/** An items server of sets in memory on a real socket, which can be made to lie, to fail or to forget. */
public final class ItemsSite implements AutoCloseable {
    private static final int BODY_BYTES_MAX = 16 << 20;

    private final Map<String, Set<String>> items = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    private final WebServer web;

    /** Makes the answer to a POST worse; the items are in the sets already. */
    private volatile UnaryOperator<Response> spoil = answer -> answer;

    private volatile long lie;

    public ItemsSite() throws StartException {
        this(0);
    }

    /** @param port to listen at; 0 for any */
    public ItemsSite(int port) throws StartException {
        web = WebServer.bind(HttpConfig.plain(new HostPort("127.0.0.1", port)), (where, failure) -> {});
        web.start(() -> new Routes("items site", "0")
                .errors("items", ErrorForm.PROBLEM)
                .add(
                        Route.of("POST", "/items", "Takes items", exchange -> {
                                    Response answer = spoil.apply(take(exchange.request()));
                                    if (answer != null) {
                                        exchange.respond(answer);
                                    }
                                })
                                .bodyMax(BODY_BYTES_MAX),
                        Route.view("/items/{tenant}/count", "Count", this::count),
                        Route.view("/items/{tenant}/{id}", "Membership", this::has)));
    }

    public String url() {
        return web.url();
    }

    public int port() {
        return web.localAddress().getPort();
    }

    /** Requests taken so far. */
    public long posts() {
        return posts.get();
    }

    /** Items of all tenants. */
    public long size() {
        return items.values().stream().mapToLong(Set::size).sum();
    }

    /** Makes answers of POST something else; null leaves the request without one. */
    public void spoil(UnaryOperator<Response> answers) {
        spoil = answers;
    }

    /** Shows counts that are so much too high once there are any. */
    public void lieBy(long more) {
        lie = more;
    }

    /** Forgets items of each tenant, as many as it has or as are wanted. */
    public void forget(int ofEach) {
        items.values().forEach(set -> List.copyOf(set).stream().limit(ofEach).forEach(set::remove));
    }

    /** Takes over the items that another has, as a server does from its disk. */
    public ItemsSite with(ItemsSite other) {
        items.putAll(other.items);
        return this;
    }

    @Override
    public void close() {
        web.close();
    }

    private Response take(Request request) {
        posts.incrementAndGet();
        List<?> batch = (List<?>) JsonReader.read(request.body().text());
        long fresh = 0;
        for (Object item : batch) {
            Map<?, ?> fields = (Map<?, ?>) item;
            Set<String> set =
                    items.computeIfAbsent((String) fields.get("tenant"), tenant -> ConcurrentHashMap.newKeySet());
            fresh += set.add((String) fields.get("id")) ? 1 : 0;
        }
        return Response.json("{\"accepted\":" + batch.size() + ",\"new\":" + fresh + "}");
    }

    private Response count(Request request) {
        Set<String> set = items.getOrDefault(request.parameter("tenant"), new HashSet<>());
        return Response.json("{\"count\":" + (set.size() + (set.isEmpty() ? 0 : lie)) + "}");
    }

    private Response has(Request request) {
        boolean isThere =
                items.getOrDefault(request.parameter("tenant"), Set.of()).contains(request.parameter("id"));
        return isThere ? Response.empty(200) : Response.problem(404, "no such item");
    }
}

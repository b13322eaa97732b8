package junretsu.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that send items until they are stopped, each body until it is answered with 200, and keep the history of the
 * answers. Half of the items have been sent before, by this client or another one. Item number n has the ID {@code id-n}
 * and belongs to tenant {@code t(n mod 7)}.
 */
public final class ItemFlood implements AutoCloseable {
    static final int TENANTS = 7;
    private static final int FRESH = 20;
    private static final int LIMIT_S = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> urls;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final BitSet acknowledged = new BitSet();
    private volatile boolean isRunning = true;
    private volatile String surprise;

    private ItemFlood(List<String> urls) {
        this.urls = urls;
    }

    /** Begins to send. @param urls of nodes, which the clients take in turn */
    public static ItemFlood at(int clients, String... urls) {
        ItemFlood flood = new ItemFlood(List.of(urls));
        for (int i = 0; i < clients; i++) {
            int number = i;
            flood.clients.add(new Thread(() -> flood.run(number), "item-flood-" + i));
        }
        flood.clients.forEach(Thread::start);
        return flood;
    }

    private void run(int client) {
        Random random = new Random(client);
        for (int request = client; isRunning; request++) {
            int first = next.getAndAdd(FRESH);
            int[] numbers = IntStream.concat(
                            IntStream.range(first, first + FRESH),
                            IntStream.generate(() -> random.nextInt(first + FRESH))
                                    .limit(FRESH))
                    .toArray();
            send(numbers, request);
        }
    }

    private void send(int[] numbers, int request) {
        String body = Arrays.stream(numbers)
                .mapToObj(n -> "{\"id\":\"id-" + n + "\",\"tenant\":\"" + tenant(n) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        for (int attempt = request; surprise == null; attempt++) {
            if (isTaken(body, urls.get(attempt % urls.size()), numbers.length)) {
                synchronized (acknowledged) {
                    Arrays.stream(numbers).forEach(acknowledged::set);
                }
                acknowledgements.incrementAndGet();
                return;
            }
            Waiting.sleep(20);
        }
    }

    private boolean isTaken(String body, String url, int items) {
        try {
            HttpResponse<String> answer = http.send(
                    request(url + "/items")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent()) {
                unavailable.incrementAndGet();
            } else if (answer.statusCode() != 200 || !answer.body().startsWith("{\"accepted\":" + items + ",")) {
                surprise = answer.statusCode() + " " + answer.body();
            }
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(LIMIT_S));
    }

    /** Answers with 503 and a time to come back. */
    public int unavailable() {
        return unavailable.get();
    }

    /** Waits until so many more bodies were answered with 200. */
    public void awaitMore(int bodies) {
        int before = acknowledgements.get();
        Waiting.until(bodies + " more bodies", LIMIT_S * 1_000L, () -> {
            assertThat(surprise).isNull();
            return acknowledgements.get() >= before + bodies;
        });
    }

    /** Waits for another answer with 503. */
    public void awaitUnavailable() {
        int before = unavailable.get();
        Waiting.until("an answer with 503", LIMIT_S * 1_000L, () -> unavailable.get() > before);
    }

    /** All that was acknowledged up to now; a copy. */
    public BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    /** Sends nothing new, and waits until all that was sent is acknowledged. */
    public ItemFlood finish() {
        isRunning = false;
        clients.forEach(ItemFlood::join);
        assertThat(surprise).isNull();
        return this;
    }

    private static void join(Thread client) {
        try {
            client.join(LIMIT_S * 1_000L);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(client.isAlive()).as(client.getName()).isFalse();
    }

    /** Fails unless a node has all these items, nothing that was not sent, and counts what it has. Returns its items. */
    public BitSet requireThere(String url, BitSet items) {
        BitSet there = exported(url);
        BitSet missing = (BitSet) items.clone();
        missing.andNot(there);
        assertThat(missing.cardinality()).as("missing: %s", missing).isZero();
        assertThat(there.length()).as("nothing but what was sent").isLessThanOrEqualTo(next.get());
        return there;
    }

    /** Fails unless a node that is alone has all that was sent, after {@link #finish}, and counts it exactly. */
    public void requireExact(String url) {
        BitSet all = acknowledged();
        assertThat(all.cardinality()).isEqualTo(next.get());
        assertThat(requireThere(url, all)).isEqualTo(all);
        requireCounts(url);
    }

    /** Fails unless a node's counts are exact, after {@link #finish}. */
    public void requireCounts(String url) {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            assertThat(count(url, tenant)).as("tenant t%d", tenant).isEqualTo(sent(tenant));
        }
    }

    /** True when a node's counts are exact. */
    public boolean isCounted(String url) {
        return IntStream.range(0, TENANTS).allMatch(tenant -> count(url, tenant) == sent(tenant));
    }

    private int sent(int tenant) {
        return (next.get() - tenant + TENANTS - 1) / TENANTS;
    }

    private long count(String url, int tenant) {
        String body = get(url + "/items/t" + tenant + "/count");
        return Long.parseLong(body.replaceAll("\\D", ""));
    }

    private BitSet exported(String url) {
        BitSet there = new BitSet();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            String name = "t" + tenant;
            get(url + "/api/items/" + name + "/export").lines().forEach(line -> {
                int number = Integer.parseInt(line.substring(line.indexOf("id-") + 3, line.indexOf("\",\"tenant")));
                assertThat(line).contains("\"tenant\":\"" + name + "\"");
                assertThat(tenant(number)).isEqualTo(name);
                assertThat(there.get(number)).as("%s twice", line).isFalse();
                there.set(number);
            });
        }
        return there;
    }

    private String get(String url) {
        try {
            return http.send(request(url).build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(url, e);
        }
    }

    private static String tenant(int number) {
        return "t" + number % TENANTS;
    }

    @Override
    public void close() {
        isRunning = false;
        surprise = surprise == null ? "closed" : surprise;
        clients.forEach(ItemFlood::join);
    }
}

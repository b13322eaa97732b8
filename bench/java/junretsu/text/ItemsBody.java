package junretsu.text;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Measures reading a body of items, {@code [{"id":"…","tenant":"…"},…]}, where it lies and as a tree, beside a loop
 * that only adds its bytes up, and prints a table in Markdown. Before anything is timed, each way's answer is compared
 * with what was written.
 */
final class ItemsBody {
    private static final int BYTES = 10_000_000;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 400_000_000;
    private static final JsonKey ID = JsonKey.of("id");
    private static final JsonKey TENANT = JsonKey.of("tenant");

    private interface Way {
        long read();
    }

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private final byte[] unescaped = new byte[256];
    private final byte[] body;
    private int items;
    private int escaped;

    /** Over all ids and tenants, as they were meant. */
    private long checksum;

    /** @param escapedPercent of the items have an escape, half of them in the id, half in the tenant */
    private ItemsBody(int escapedPercent) {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("[");
        while (text.length() < BYTES) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            String tenant = "tenant-" + (100 + random.nextInt(100));
            boolean escapesId = random.nextInt(200) < escapedPercent;
            boolean escapesTenant = !escapesId && random.nextInt(200) < escapedPercent;
            id = escapesId ? id.replaceFirst("-", "/") : id;
            tenant = escapesTenant ? tenant.replaceFirst("-", "é") : tenant;
            text.append(items++ == 0 ? "{\"id\":\"" : ",{\"id\":\"").append(id.replace("/", "\\/"));
            text.append("\",\"tenant\":\"").append(tenant.replace("é", "\\u00e9")).append("\"}");
            escaped += escapesId || escapesTenant ? 1 : 0;
            checksum += checksum(utf8(id), utf8(id).length) + 31 * checksum(utf8(tenant), utf8(tenant).length);
        }
        body = utf8(text.append(']').toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long checksum(byte[] bytes, int length) {
        long sum = length;
        for (int i = 0; i < length; i++) {
            sum = sum * 31 + bytes[i];
        }
        return sum;
    }

    public static void main(String[] args) {
        ItemsBody[] bodies = {new ItemsBody(0), new ItemsBody(5)};
        for (ItemsBody body : bodies) {
            body.check();
        }
        System.out.println("| way | with escapes | MB/s, median | ns an item | allocated an item | MB/s, each round |");
        System.out.println("|---|---|---|---|---|---|");
        for (ItemsBody body : bodies) {
            body.measure("in place", body::inPlace);
        }
        bodies[0].measure("tree", bodies[0]::tree);
        bodies[0].measure("the limit: adding the bytes up, 8 at a time", bodies[0]::sum);
    }

    private void check() {
        long inPlace = 0;
        int count = 0;
        json.reset(body, 0, body.length);
        json.beginArray();
        for (; json.nextElement(); count++) {
            json.beginObject();
            while (json.nextKey()) {
                int factor = json.isKey(ID) ? 1 : 31;
                json.readString();
                inPlace += factor * checksum(unescaped, json.copy(unescaped, 0));
            }
        }
        json.end();
        long tree = 0;
        for (Object item : (Iterable<?>) JsonReader.read(body)) {
            byte[] id = utf8((String) ((Map<?, ?>) item).get("id"));
            byte[] tenant = utf8((String) ((Map<?, ?>) item).get("tenant"));
            tree += checksum(id, id.length) + 31 * checksum(tenant, tenant.length);
        }
        if (count != items || inPlace != checksum || tree != checksum) {
            throw new AssertionError("what was read is not what was written");
        }
    }

    /** The way of a server: each id and tenant as a range of bytes, without its escapes. */
    private long inPlace() {
        long sum = 0;
        json.reset(body, 0, body.length);
        json.beginArray();
        while (json.nextElement()) {
            json.beginObject();
            while (json.nextKey()) {
                if (json.isKey(ID) || json.isKey(TENANT)) {
                    json.readString();
                    sum += json.isEscaped()
                            ? json.copy(unescaped, 0) + unescaped[0]
                            : json.length() + body[json.start()];
                } else {
                    json.skip();
                }
            }
        }
        json.end();
        return sum;
    }

    private long tree() {
        long lengths = 0;
        for (Object item : (Iterable<?>) JsonReader.read(body)) {
            Map<?, ?> fields = (Map<?, ?>) item;
            lengths += ((String) fields.get("id")).length() + ((String) fields.get("tenant")).length();
        }
        return lengths;
    }

    private long sum() {
        long sum = 0;
        for (int i = 0; i <= body.length - 8; i += 8) {
            sum += (long) JsonScanner.LONG.get(body, i);
        }
        return sum;
    }

    private void measure(String name, Way way) {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long expected = way.read();
        rate(way, expected);
        double[] rates = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            rates[round] = rate(way, expected);
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        way.read();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        StringBuilder each = new StringBuilder();
        for (double rate : rates) {
            each.append(String.format("%.0f ", rate));
        }
        Arrays.sort(rates);
        double median = rates[ROUNDS / 2];
        System.out.printf("| %s | %d of %d | %.0f | %.1f | %.1f B | %s|%n",
                name, escaped, items, median, body.length * 1e3 / median / items, (double) allocated / items, each);
    }

    /** Megabytes a second; each answer is compared with the first one. */
    private double rate(Way way, long expected) {
        long bytes = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < ROUND_NANOS) {
            if (way.read() != expected) {
                throw new AssertionError("another answer than before");
            }
            bytes += body.length;
        }
        return bytes * 1e3 / (System.nanoTime() - start);
    }
}

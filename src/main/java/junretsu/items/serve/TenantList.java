package junretsu.items.serve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.config.Units;
import junretsu.items.log.Tenant;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Lists the tenants that this node has items of, by pages in the order of their names, or the largest; each with its
 * items over all nodes where they are shared. May be called by any thread.
 */
final class TenantList {
    private static final int PAGE_MAX = 10_000;
    private static final int TOP_MAX = 1_000;

    /** The largest of all nodes are looked for among so many times as many of this node's largest. */
    private static final int TOP_CANDIDATES = 4;

    private static final Comparator<Row> BY_SIZE =
            Comparator.comparingLong(Row::count).reversed().thenComparing(Row::name);

    private final ItemsState state;

    TenantList(ItemsState state) {
        this.state = state;
    }

    private record Row(String name, long count) {}

    CompletionStage<Response> list(Request request) {
        boolean isOwn = state.shared() == null || "1".equals(request.query("own"));
        String top = request.query("top");
        if (top == null) {
            return page(request, isOwn);
        }
        int limit = number("top", top, TOP_MAX);
        List<CountedTenant> largest = largest(isOwn ? limit : TOP_CANDIDATES * limit);
        return counted(largest, isOwn).thenApply(counts -> {
            List<Row> rows = new ArrayList<>(counts.rows());
            rows.sort(BY_SIZE);
            return Response.json(json(rows.subList(0, Math.min(limit, rows.size())), counts.isNodes())
                    .endObject()
                    .toString());
        });
    }

    private CompletionStage<Response> page(Request request, boolean isOwn) {
        String after = request.query("after");
        int limit = number("limit", request.query("limit") == null ? "100" : request.query("limit"), PAGE_MAX);
        NavigableMap<String, CountedTenant> all = state.tenants().byName();
        List<CountedTenant> page = new ArrayList<>();
        boolean isLast = true;
        for (CountedTenant tenant : (after == null ? all : all.tailMap(after, false)).values()) {
            if (page.size() == limit) {
                isLast = false;
                break;
            }
            page.add(tenant);
        }
        String next = isLast ? null : page.get(limit - 1).name();
        return counted(page, isOwn).thenApply(counts -> {
            JsonWriter json = json(counts.rows(), counts.isNodes());
            return Response.json((next == null ? json.fieldNull("next") : json.field("next", next))
                    .endObject()
                    .toString());
        });
    }

    /** @param isNodes whether counts are this node's alone since Redis did not answer */
    private record Counts(List<Row> rows, boolean isNodes) {}

    private CompletionStage<Counts> counted(Collection<CountedTenant> tenants, boolean isOwn) {
        if (isOwn) {
            return CompletableFuture.completedFuture(new Counts(own(tenants), false));
        }
        List<CompletableFuture<Row>> asked = tenants.stream()
                .map(tenant -> state.shared()
                        .count(tenant.name(), Tenant.TOTAL)
                        .thenApply(count -> new Row(tenant.name(), count))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> failure == null
                        ? new Counts(asked.stream().map(CompletableFuture::join).toList(), false)
                        : new Counts(own(tenants), true));
    }

    private static List<Row> own(Collection<CountedTenant> tenants) {
        return tenants.stream()
                .map(tenant -> new Row(tenant.name(), tenant.count()))
                .toList();
    }

    private List<CountedTenant> largest(int count) {
        Comparator<CountedTenant> bySize = Comparator.comparingLong(CountedTenant::count);
        PriorityQueue<CountedTenant> kept =
                new PriorityQueue<>(count + 1, bySize.thenComparing(CountedTenant::name, Comparator.reverseOrder()));
        for (CountedTenant tenant : state.tenants().byName().values()) {
            kept.add(tenant);
            if (kept.size() > count) {
                kept.poll();
            }
        }
        return new ArrayList<>(kept);
    }

    private static JsonWriter json(List<Row> rows, boolean isNodes) {
        JsonWriter json = new JsonWriter().beginObject();
        if (isNodes) {
            json.field("scope", "node");
        }
        json.beginArray("tenants");
        for (Row row : rows) {
            json.beginObject()
                    .field("tenant", row.name())
                    .field("count", row.count())
                    .endObject();
        }
        return json.endArray();
    }

    private static int number(String name, String text, int max) {
        try {
            return Units.integer(text, 1, max);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(name, "a whole number from 1 to " + max);
        }
    }
}

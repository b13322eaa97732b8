package junretsu.items.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import junretsu.config.Units;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** Lists this node's tenants, by pages in the order of their names, or the largest. May be called by any thread. */
final class TenantList {
    private static final int PAGE_MAX = 10_000;
    private static final int TOP_MAX = 1_000;

    private final Tenants tenants;

    TenantList(Tenants tenants) {
        this.tenants = tenants;
    }

    Response list(Request request) {
        String top = request.query("top");
        JsonWriter json = new JsonWriter().beginObject().beginArray("tenants");
        if (top != null) {
            largest(number("top", top, TOP_MAX)).forEach(tenant -> write(json, tenant));
            return Response.json(json.endArray().endObject().toString());
        }
        String after = request.query("after");
        int limit = number("limit", request.query("limit") == null ? "100" : request.query("limit"), PAGE_MAX);
        String last = null;
        NavigableMap<String, CountedTenant> all = tenants.byName();
        for (CountedTenant tenant : (after == null ? all : all.tailMap(after, false)).values()) {
            if (limit-- == 0) {
                return Response.json(
                        json.endArray().field("next", last).endObject().toString());
            }
            write(json, tenant);
            last = tenant.name();
        }
        return Response.json(json.endArray().fieldNull("next").endObject().toString());
    }

    private List<CountedTenant> largest(int count) {
        Comparator<CountedTenant> bySize = Comparator.comparingLong(CountedTenant::count);
        PriorityQueue<CountedTenant> kept = new PriorityQueue<>(count + 1, bySize);
        for (CountedTenant tenant : tenants.byName().values()) {
            kept.add(tenant);
            if (kept.size() > count) {
                kept.poll();
            }
        }
        List<CountedTenant> largest = new ArrayList<>(kept);
        largest.sort(bySize.reversed().thenComparing(CountedTenant::name));
        return largest;
    }

    private static void write(JsonWriter json, CountedTenant tenant) {
        json.beginObject()
                .field("tenant", tenant.name())
                .field("count", tenant.count())
                .endObject();
    }

    private static int number(String name, String text, int max) {
        try {
            return Units.integer(text, 1, max);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(name, "a whole number from 1 to " + max);
        }
    }
}

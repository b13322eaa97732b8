package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Causes;
import junretsu.items.log.Tenant;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** Answers what is asked of one tenant, and erases it. May be called by any thread. */
final class TenantEndpoints {
    private final ItemsState state;

    TenantEndpoints(ItemsState state) {
        this.state = state;
    }

    /**
     * The number of a tenant's items, over all nodes where they are shared; 0 for one that is not known. While Redis
     * does not answer it is this node's, and says so.
     */
    CompletionStage<Response> count(Request request) {
        String name = request.parameter("tenant");
        String window = request.query("window");
        long windowMs = window == null ? Tenant.TOTAL : windowMs(window);
        if (state.shared() == null || "1".equals(request.query("own"))) {
            return CompletableFuture.completedFuture(Response.json("{\"count\":" + own(name, windowMs) + "}"));
        }
        return state.shared()
                .count(name, windowMs)
                .handle((count, failure) -> Response.json(
                        failure == null
                                ? "{\"count\":" + count + "}"
                                : "{\"count\":" + own(name, windowMs) + ",\"scope\":\"node\"}"));
    }

    private long own(String name, long windowMs) {
        CountedTenant tenant = state.tenants().get(name);
        CountedTenant counted = tenant == null || windowMs == Tenant.TOTAL
                ? tenant
                : tenant.windows().get(windowMs);
        return counted == null ? 0 : counted.count();
    }

    private long windowMs(String text) {
        if (state.config().windowMs() == 0) {
            throw new BadRequest("window", "this server was started without --window");
        }
        long ms = WindowName.parse(text, state.config().windowMs());
        long fromMs = state.tenants().windowsFromMs();
        if (ms < fromMs) {
            throw new BadRequest(
                    "window",
                    "the windows before " + WindowName.of(fromMs, state.config().windowMs()) + " were dropped");
        }
        return ms;
    }

    /** A tenant's windows and the items that were unique in each, the last one first. */
    Response windows(Request request) {
        CountedTenant tenant = state.tenants().get(request.parameter("tenant"));
        JsonWriter json = new JsonWriter().beginObject().beginArray("windows");
        if (tenant != null) {
            tenant.windows()
                    .tailMap(state.tenants().windowsFromMs(), true)
                    .descendingMap()
                    .forEach((ms, window) -> json.beginObject()
                            .field("window", WindowName.of(ms, state.config().windowMs()))
                            .field("count", window.count())
                            .endObject());
        }
        return Response.json(json.endArray().endObject().toString());
    }

    /** 200 when the item is in its tenant, on this node or another, else 404; 503 when only Redis knows. */
    CompletionStage<Response> contains(Request request) {
        String name = request.parameter("tenant");
        CountedTenant known = state.tenants().get(name);
        CountedTenant tenant = known == null ? state.tenants().unknown(name) : known;
        byte[] id = request.parameter("id").getBytes(StandardCharsets.UTF_8);
        long[] words = new long[2];
        tenant.fingerprint(id, 0, id.length, words, 0);
        CompletionStage<Boolean> own = known == null
                ? CompletableFuture.completedFuture(false)
                : state.committer()
                        .ask(() -> !tenant.isErased() && state.files().set().contains(words[0], words[1]));
        return own.thenCompose(isThere -> isThere || state.shared() == null
                        ? CompletableFuture.completedFuture(isThere)
                        : state.shared().contains(name, words[0], words[1]))
                .handle(TenantEndpoints::found);
    }

    private static Response found(Boolean isThere, Throwable failure) {
        if (failure != null) {
            return Response.problem(503, "this node has not counted the item, and of the others: " + sentence(failure))
                    .retryAfter(1);
        }
        return isThere
                ? Response.json("{\"counted\":true}")
                : Response.problem(404, "no such item was counted for this tenant");
    }

    /** Erases a tenant with all its windows; its items may be counted anew afterwards. */
    CompletionStage<Response> erase(Request request) {
        String name = request.parameter("tenant");
        CompletionStage<Long> erasing = state.shared() == null
                ? state.committer().ask(() -> state.erasure().of(name))
                : state.shared().erase(name);
        return erasing.handle(TenantEndpoints::erased);
    }

    private static Response erased(Long items, Throwable failure) {
        return failure == null
                ? Response.json("{\"erased\":" + items + "}")
                : Response.problem(503, "it is not known whether the tenant is erased, ask again: " + sentence(failure))
                        .retryAfter(1);
    }

    private static String sentence(Throwable failure) {
        return Causes.of(failure).getMessage();
    }
}

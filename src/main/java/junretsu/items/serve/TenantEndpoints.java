package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
        return WindowName.parse(text, state.config().windowMs());
    }

    /** A tenant's windows and the items that were unique in each, the last one first. */
    Response windows(Request request) {
        CountedTenant tenant = state.tenants().get(request.parameter("tenant"));
        JsonWriter json = new JsonWriter().beginObject().beginArray("windows");
        if (tenant != null) {
            tenant.windows()
                    .descendingMap()
                    .forEach((ms, window) -> json.beginObject()
                            .field("window", WindowName.of(ms, state.config().windowMs()))
                            .field("count", window.count())
                            .endObject());
        }
        return Response.json(json.endArray().endObject().toString());
    }

    /** 200 when the item is in its tenant, else 404. */
    CompletionStage<Response> contains(Request request) {
        CountedTenant tenant = state.tenants().get(request.parameter("tenant"));
        if (tenant == null) {
            return CompletableFuture.completedFuture(absent());
        }
        byte[] id = request.parameter("id").getBytes(StandardCharsets.UTF_8);
        long[] fingerprint = new long[2];
        tenant.key().fingerprint(id, 0, id.length, fingerprint, 0);
        return state.committer()
                .ask(() -> !tenant.isErased() && state.files().set().contains(fingerprint[0], fingerprint[1]))
                .thenApply(isThere -> isThere ? Response.json("{\"counted\":true}") : absent());
    }

    private static Response absent() {
        return Response.problem(404, "no such item was counted for this tenant");
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
        boolean isWrapped = failure instanceof CompletionException && failure.getCause() != null;
        return (isWrapped ? failure.getCause() : failure).getMessage();
    }
}

package junretsu.items.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    /** The number of a tenant's items; 0 for one that is not known. */
    Response count(Request request) {
        CountedTenant tenant = state.tenants().get(request.parameter("tenant"));
        String window = request.query("window");
        if (window != null) {
            tenant = tenant == null ? null : tenant.windows().get(windowMs(window));
        }
        long count = tenant == null ? 0 : tenant.count();
        return Response.json("{\"count\":" + count + "}");
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
        return state.committer()
                .ask(() -> erase(name))
                .thenApply(erased -> Response.json("{\"erased\":" + erased + "}"));
    }

    /** To be called by the committer's thread. */
    private long erase(String name) {
        CountedTenant tenant = state.tenants().get(name);
        if (tenant == null) {
            return 0;
        }
        List<Tenant> gone = new ArrayList<>();
        gone.add(tenant.defined());
        tenant.windows().values().forEach(window -> gone.add(window.defined()));
        gone.removeIf(one -> one == null);
        long next = tenant.generation() + 1;
        try {
            state.files().tenants().erase(gone, next);
        } catch (IOException e) {
            throw new UncheckedIOException("the disk did not take it, so nothing is erased: " + e.getMessage(), e);
        }
        state.tenants().erase(tenant, next);
        gone.forEach(one -> state.eraser().add(one.number()));
        return tenant.count();
    }
}

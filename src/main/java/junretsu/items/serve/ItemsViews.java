package junretsu.items.serve;

import junretsu.items.ItemWire;
import junretsu.service.CommonViews;
import junretsu.text.JsonWriter;
import junretsu.text.PrometheusText;
import junretsu.web.Endpoint;
import junretsu.web.ErrorForm;
import junretsu.web.Pages;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;
import junretsu.web.Routes;

/** The paths of an items server. Its methods may be called by any thread. */
final class ItemsViews {
    private final ItemsState state;
    private final CommonViews common;
    private final ItemsEndpoint items;
    private final TenantEndpoints tenants;
    private final Export export;
    private final Access access;

    ItemsViews(ItemsState state, CommonViews common) {
        this.state = state;
        this.common = common;
        items = new ItemsEndpoint(state);
        tenants = new TenantEndpoints(state);
        export = new Export(state);
        access = state.access();
    }

    /** @param ending called by a client that may end the server */
    Routes routes(Runnable ending) {
        return common.routes()
                .errors("items", ErrorForm.PROBLEM)
                .add(Pages.counts("items"))
                .add(toSend())
                .add(toAsk())
                .add(toChange(ending));
    }

    private Route[] toSend() {
        return new Route[] {
            Route.post("/items", "Counts items, each once in its tenant", items.items())
                    .quick()
                    .bodyMax(ItemWire.BODY_BYTES_MAX)
                    .guard(access::refusal)
                    .query("skip-bad", "1 to pass bad items over, rather than to reject the whole body"),
            Route.post("/items/{tenant}", "Counts an ID a line for one tenant", items.ids())
                    .quick()
                    .bodyMax(ItemWire.BODY_BYTES_MAX)
                    .guard(this::refusalOfTenant)
                    .query("skip-bad", "1 to pass bad IDs over, rather than to reject the whole body")
        };
    }

    private Route[] toAsk() {
        TenantList list = new TenantList(state);
        return new Route[] {
            Route.get("/items/{tenant}/count", "The number of a tenant's items", Endpoint.later(tenants::count))
                    .query("own", "1 for this node's alone, with --redis")
                    .query("window", "the date or instant of one window, with --window")
                    .guard(this::refusalOfTenant),
            Route.get("/items/{tenant}/{id}", "200 if the item was counted", Endpoint.later(tenants::contains))
                    .guard(this::refusalOfTenant),
            Route.get("/api/tenants", "Tenants by name, or the largest", Endpoint.later(list::list))
                    .query("own", "1 for this node's counts alone, with --redis")
                    .query("after", "name behind which to begin")
                    .query("limit", "tenants at most, 100 by default")
                    .query("top", "so many of the largest instead")
                    .guard(access::refusalOfAll)
                    .large(),
            Route.view("/api/items/{tenant}/windows", "Items by window", tenants::windows)
                    .guard(this::refusalOfTenant),
            Route.get("/api/items/{tenant}/export", "Items, each a line as POST /items takes it", export::answer)
                    .returns("application/x-ndjson")
                    .guard(this::refusalOfTenant)
                    .large(),
            Route.view("/api/counts", "The counts at this moment", request -> counts())
                    .guard(access::refusalOfAll)
        };
    }

    private Route[] toChange(Runnable ending) {
        return new Route[] {
            Route.of("DELETE", "/items/{tenant}", "Erases a tenant", Endpoint.later(tenants::erase))
                    .guard(request -> refusal(request, "nothing can be erased here")),
            CommonViews.kill(
                    "Ends this server in good order",
                    request -> refusal(request, "the server cannot be ended from here"),
                    ending)
        };
    }

    private Response refusalOfTenant(Request request) {
        return access.refusal(request, request.parameter("tenant"));
    }

    private Response refusal(Request request, String what) {
        return state.config().adminToken().refusal(request, what);
    }

    private Response counts() {
        ItemCounters counters = state.counters();
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("service", "items")
                .field("accepted", counters.accepted())
                .field("new", counters.fresh())
                .field("duplicates", counters.accepted() - counters.fresh())
                .field("failed", counters.failed())
                .field("skipped", counters.skipped())
                .field("requests", counters.requests())
                .field("rejected_requests", counters.rejectedRequests())
                .field("commits", counters.groups())
                .field("items", state.tenants().items())
                .field("tenants", state.tenants().size())
                .field("set_bytes", state.files().set().bytes())
                .field("log_bytes", state.files().log().bytes())
                .field("uptime_s", common.uptimeSeconds(), 1);
        if (state.shared() != null) {
            json.field("redis", state.shared().state())
                    .field("redis_behind", state.shared().itemsBehind())
                    .field("redis_lag_ms", state.shared().lagMs());
        }
        return Response.json(json.endObject().toString());
    }

    static void write(ItemsState state, PrometheusText text) {
        ItemCounters counters = state.counters();
        text.family(ItemsMetrics.ITEMS).labelled(counters.fresh(), "result", "new");
        text.labelled(counters.accepted() - counters.fresh(), "result", "duplicate");
        text.labelled(counters.failed(), "result", "failed");
        text.labelled(counters.skipped(), "result", "skipped");
        text.family(ItemsMetrics.REQUESTS)
                .labelled(counters.requests() - counters.rejectedRequests(), "result", "parsed");
        text.labelled(counters.rejectedRequests(), "result", "rejected");
        text.family(ItemsMetrics.COMMITS).histogram(counters.commits());
        counters.phases().write(text);
        text.family(ItemsMetrics.UNIQUE).sample(state.tenants().items());
        text.family(ItemsMetrics.TENANTS).sample(state.tenants().size());
        text.family(ItemsMetrics.SET_BYTES).sample(state.files().set().bytes());
        text.family(ItemsMetrics.LOG_BYTES).sample(state.files().log().bytes());
        if (state.shared() != null) {
            state.shared().write(text);
        }
    }
}

package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import junretsu.items.ItemWire;
import junretsu.text.JsonException;
import junretsu.text.JsonWriter;
import junretsu.web.Exchange;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Takes items: parses in the thread that calls, hands the batch to the committer and answers when it is on the disk.
 * May be called by any thread.
 */
final class ItemsEndpoint {
    private static final int RETRY_SECONDS = 1;

    private final ItemsState state;
    private final BatchPool pool = new BatchPool();
    private final ThreadLocal<BodyParser> parsers;

    ItemsEndpoint(ItemsState state) {
        this.state = state;
        parsers = ThreadLocal.withInitial(() -> new BodyParser(state.tenants()));
    }

    /** Takes a JSON array of items, one item, or with the type {@code application/x-ndjson} an item a line. */
    void post(Exchange exchange) {
        Request request = exchange.request();
        String type = request.header("Content-Type");
        boolean isLines = type != null && type.contains("ndjson");
        take(exchange, parser -> {
            if (isLines) {
                parser.readLines(request.body().length());
            } else {
                parser.readJson(request.body().length());
            }
        });
    }

    /** Takes an ID a line for the tenant in the path. */
    void postIds(Exchange exchange) {
        Request request = exchange.request();
        byte[] tenant = request.parameter("tenant").getBytes(StandardCharsets.UTF_8);
        if (tenant.length > ItemWire.TENANT_BYTES_MAX) {
            reject(exchange, 400, "tenant", "the tenant is longer than " + ItemWire.TENANT_BYTES_MAX + " bytes");
            return;
        }
        take(exchange, parser -> parser.readIds(request.body().length(), tenant));
    }

    private interface Reading {
        void read(BodyParser parser);
    }

    private void take(Exchange exchange, Reading reading) {
        Request request = exchange.request();
        String problem = state.committer().problem();
        if (problem != null) {
            exchange.respond(Response.problem(503, problem).retryAfter(RETRY_SECONDS));
            return;
        }
        ItemBatch batch = pool.take();
        boolean skipsBad = "1".equals(request.query("skip-bad"));
        try {
            reading.read(parsers.get().begin(batch, request.body().array(), skipsBad, state.windowMs()));
            requireAccess(request, batch);
        } catch (JsonException e) {
            reject(exchange, 400, null, "the body is not the JSON that is taken here, " + e.getMessage());
            return;
        } catch (BadItem e) {
            reject(exchange, e.status(), null, e.getMessage());
            return;
        }
        batch.answer(new Answer(exchange));
        state.committer().submit(batch);
    }

    private void requireAccess(Request request, ItemBatch batch) {
        CountedTenant last = null;
        for (int i = 0; state.access().isOn() && i < batch.size(); i++) {
            CountedTenant tenant = batch.tenant(i);
            if (tenant != last && !state.access().covers(request, tenant.name())) {
                throw new BadItem(403, Access.notCovered() + ", as '" + tenant.name() + "' is; nothing was taken");
            }
            last = tenant;
        }
    }

    private void reject(Exchange exchange, int status, String field, String sentence) {
        state.counters().rejected();
        exchange.respond(Response.problem(status, field, sentence));
    }

    private final class Answer implements ItemBatch.Answer {
        private final Exchange exchange;

        Answer(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void committed(ItemBatch batch, long frame) {
            JsonWriter json = new JsonWriter()
                    .beginObject()
                    .field("accepted", batch.accepted())
                    .field("new", batch.newItems());
            if (batch.skipped() > 0) {
                json.field("skipped", batch.skipped());
            }
            pool.giveBack(batch);
            exchange.respond(Response.json(json.endObject().toString()));
        }

        @Override
        public void rejected(ItemBatch batch, int status, String reason) {
            pool.giveBack(batch);
            exchange.respond(Response.problem(status, reason).retryAfter(RETRY_SECONDS));
        }
    }
}

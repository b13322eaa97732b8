package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import junretsu.items.ItemWire;
import junretsu.text.JsonException;
import junretsu.text.JsonWriter;
import junretsu.web.Body;
import junretsu.web.BodyTaker;
import junretsu.web.Endpoint;
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
    private final BatchPool pool = new BatchPool(Runtime.getRuntime().maxMemory() / 4);
    private final ThreadLocal<BodyParser> parsers;

    ItemsEndpoint(ItemsState state) {
        this.state = state;
        parsers = ThreadLocal.withInitial(() -> new BodyParser(state.tenants()));
    }

    /** Takes a JSON array of items, one item, or with the type {@code application/x-ndjson} an item a line. */
    Endpoint items() {
        return new Intake(request -> {
            String type = request.header("Content-Type");
            return type != null && type.contains("ndjson") ? BodyParser::readLines : BodyParser::readJson;
        });
    }

    /** Takes an ID a line for the tenant in the path. */
    Endpoint ids() {
        return new Intake(request -> {
            byte[] tenant = request.parameter("tenant").getBytes(StandardCharsets.UTF_8);
            if (tenant.length > ItemWire.TENANT_BYTES_MAX) {
                throw new BadItem(400, "the tenant is longer than " + ItemWire.TENANT_BYTES_MAX + " bytes");
            }
            return (parser, length, isLast) -> parser.readIds(length, isLast, tenant);
        });
    }

    /** Reads a body, or a part of one, by a parser that has begun with it; as {@link BodyParser#readJson} does. */
    private interface Reading {
        int read(BodyParser parser, int length, boolean isLast);
    }

    private final class Intake implements Endpoint {
        private final Function<Request, Reading> readings;

        Intake(Function<Request, Reading> readings) {
            this.readings = readings;
        }

        @Override
        public void answer(Exchange exchange) {
            Body body = exchange.request().body();
            ItemBatch batch = pool.take().reset(body.array(), false);
            BodyParser parser = parsers.get()
                    .begin(batch, body.array(), skipsBad(exchange), state.windowMs())
                    .newTenants(check(exchange.request()));
            if (tryRead(exchange, batch, () -> {
                readings.apply(exchange.request()).read(parser, body.length(), true);
                requireAccess(exchange.request(), batch);
            })) {
                submit(exchange, batch);
            }
        }

        @Override
        public BodyTaker inParts(Exchange exchange) {
            return new Parts(exchange, readings);
        }
    }

    /** A body that is parsed while it comes: what stays are fingerprints, and IDs if the log is to have them. */
    private final class Parts implements BodyTaker {
        private final Exchange exchange;
        private final Function<Request, Reading> readings;
        private final ItemBatch batch = pool.take().reset(null, state.config().keepsIds());
        private final BodyParser parser = new BodyParser(state.tenants());
        private int taken;
        private int takenNow;

        Parts(Exchange exchange, Function<Request, Reading> readings) {
            this.exchange = exchange;
            this.readings = readings;
            parser.begin(batch, null, skipsBad(exchange), state.windowMs()).newTenants(check(exchange.request()));
        }

        @Override
        public int take(byte[] bytes, int length) {
            if (!tryRead(exchange, batch, () -> read(bytes, length, false))) {
                return -1;
            }
            taken += takenNow;
            return takenNow;
        }

        private void read(byte[] bytes, int length, boolean isLast) {
            parser.part(bytes, taken, state.windowMs());
            takenNow = readings.apply(exchange.request()).read(parser, length, isLast);
        }

        @Override
        public void finish(byte[] bytes, int length) {
            if (tryRead(exchange, batch, () -> {
                read(bytes, length, true);
                requireAccess(exchange.request(), batch);
            })) {
                submit(exchange, batch);
            }
        }

        @Override
        public void discard() {
            pool.giveBack(batch);
        }
    }

    private static boolean skipsBad(Exchange exchange) {
        return "1".equals(exchange.request().query("skip-bad"));
    }

    /** Returns false when the request has been answered instead, because of what was read or of the server itself. */
    private boolean tryRead(Exchange exchange, ItemBatch batch, Runnable reading) {
        String refusal = state.committer().refusal();
        if (refusal != null) {
            pool.giveBack(batch);
            exchange.respond(Response.problem(503, refusal).retryAfter(RETRY_SECONDS));
            return false;
        }
        try {
            reading.run();
            return true;
        } catch (JsonException e) {
            reject(exchange, batch, 400, "the body is not the JSON that is taken here, " + e.getMessage());
        } catch (BadItem e) {
            reject(exchange, batch, e.status(), e.getMessage());
        }
        return false;
    }

    private void submit(Exchange exchange, ItemBatch batch) {
        batch.answer(new Answer(exchange));
        state.committer().submit(batch);
    }

    /** Before a tenant is made, so that nobody uses up --tenants-max with names that are not covered. */
    private Consumer<String> check(Request request) {
        return state.access().isOn() ? tenant -> requireAccess(request, tenant) : null;
    }

    private void requireAccess(Request request, ItemBatch batch) {
        CountedTenant last = null;
        for (int i = 0; state.access().isOn() && i < batch.size(); i++) {
            CountedTenant tenant = batch.tenant(i);
            if (tenant != last) {
                requireAccess(request, tenant.name());
            }
            last = tenant;
        }
    }

    private void requireAccess(Request request, String tenant) {
        if (!state.access().covers(request, tenant)) {
            throw new BadItem(403, Access.notCovered() + ", as '" + tenant + "' is; nothing was taken");
        }
    }

    private void reject(Exchange exchange, ItemBatch batch, int status, String sentence) {
        pool.giveBack(batch);
        state.counters().rejected();
        Response response = Response.problem(status, sentence);
        exchange.respond(status == 503 ? response.retryAfter(RETRY_SECONDS) : response);
    }

    private final class Answer implements ItemBatch.Answer {
        private final Exchange exchange;

        Answer(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void committed(ItemBatch batch, long frame) {
            Response response = accepted(batch);
            pool.giveBack(batch);
            if (state.shared() == null || !state.config().share().acks().needsRedis()) {
                exchange.respond(response);
            } else {
                state.shared()
                        .whenShipped(
                                frame, failure -> exchange.respond(failure == null ? response : onlyOnDisk(failure)));
            }
        }

        private Response onlyOnDisk(Throwable failure) {
            return Response.problem(503, "the items are on this node's disk but not in Redis: " + failure.getMessage())
                    .retryAfter(RETRY_SECONDS);
        }

        private Response accepted(ItemBatch batch) {
            JsonWriter json = new JsonWriter()
                    .beginObject()
                    .field("accepted", batch.accepted())
                    .field("new", batch.newItems());
            if (batch.skipped() > 0) {
                json.field("skipped", batch.skipped());
            }
            return Response.json(json.endObject().toString());
        }

        @Override
        public void rejected(ItemBatch batch, int status, String reason) {
            pool.giveBack(batch);
            exchange.respond(Response.problem(status, reason).retryAfter(RETRY_SECONDS));
        }
    }
}

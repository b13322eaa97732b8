package junretsu.items.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import junretsu.items.log.LogReader;
import junretsu.text.JsonWriter;
import junretsu.web.Exchange;
import junretsu.web.Response;

/**
 * Streams a tenant's items out of the log in the order in which they were new, each a line as {@code POST /items} takes
 * it, so that an export can be read back. May be called by any thread.
 */
final class Export {
    private static final int READ_BYTES = 256 << 10;

    private final ItemsState state;

    Export(ItemsState state) {
        this.state = state;
    }

    void answer(Exchange exchange) {
        CountedTenant tenant = state.tenants().get(exchange.request().parameter("tenant"));
        if (!state.config().keepsIds()) {
            exchange.respond(Response.problem(409, "this server was started with --ids drop, so it has no IDs"));
        } else if (tenant == null || !tenant.isDefined()) {
            exchange.respond(Response.of(200, "application/x-ndjson", new byte[0]));
        } else {
            Lines lines = new Lines(tenant);
            exchange.atEnd(lines::close);
            exchange.respond(Response.chunks("application/x-ndjson", lines));
        }
    }

    /** Called by one thread at a time. */
    private final class Lines implements Supplier<ByteBuffer> {
        private final int number;
        private final String name;
        private final long end = state.files().log().committed();
        private final LogReader reader = state.files().log().reader(0);
        private final StringBuilder text = new StringBuilder();

        Lines(CountedTenant tenant) {
            number = tenant.number();
            name = tenant.name();
        }

        @Override
        public ByteBuffer get() {
            text.setLength(0);
            try {
                while (text.length() == 0) {
                    if (reader.position() >= end || reader.read(this::item, READ_BYTES) == 0) {
                        return null;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        }

        private void item(int tenant, long first, long second, byte[] array, int from, int length) {
            if (tenant == number) {
                text.append(new JsonWriter()
                                .beginObject()
                                .field("id", new String(array, from, length, StandardCharsets.UTF_8))
                                .field("tenant", name)
                                .endObject())
                        .append('\n');
            }
        }

        void close() {
            state.surroundings().errors().close("an export", reader);
        }
    }
}

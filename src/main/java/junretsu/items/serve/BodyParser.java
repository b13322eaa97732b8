package junretsu.items.serve;

import junretsu.items.ItemWire;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;
import junretsu.text.Utf8;

/**
 * Reads the items of a body where they lie: an array of objects, one object, objects a line (NDJSON), or for one tenant
 * an ID a line. Makes no object an item. For one thread.
 *
 * <pre>
 *   [{"id":"a","tenant":"t"},{"tenant":"t","id":"b","further":"members are passed over"}]
 * </pre>
 */
final class BodyParser {
    private static final JsonKey ID = JsonKey.of("id");
    private static final JsonKey TENANT = JsonKey.of("tenant");
    private static final int ABSENT = -1;
    private static final int NO_STRING = -2;

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private final Tenants tenants;
    private final ItemBlock block = new ItemBlock();
    private ItemBatch batch;
    private byte[] body;
    private boolean skipsBad;
    private long windowMs;
    private int index;
    private int idFrom;
    private int idLength;
    private int tenantFrom;
    private int tenantLength;

    BodyParser(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * Begins with a request.
     *
     * @param skips passes bad items over, rather than to reject the whole body
     * @param window that is under way; {@link junretsu.items.log.Tenant#TOTAL} for none
     */
    BodyParser begin(ItemBatch into, byte[] bytes, boolean skips, long window) {
        batch = into.reset(bytes);
        body = bytes;
        skipsBad = skips;
        windowMs = window;
        index = 0;
        block.clear();
        return this;
    }

    /**
     * Reads a JSON text: an array of items, or one item.
     *
     * @throws JsonException when it is none
     * @throws BadItem when an item cannot be taken
     */
    void readJson(int length) {
        json.reset(body, 0, length);
        if (json.peek() == JsonKind.OBJECT) {
            readItem();
        } else {
            json.beginArray();
            while (json.nextElement()) {
                readItem();
            }
        }
        json.end();
        takeBlock();
    }

    /** Reads a JSON object a line; empty lines are passed over. Throws as {@link #readJson} does. */
    void readLines(int length) {
        for (int from = 0; from < length; ) {
            int end = lineEnd(from, length);
            if (!isBlank(from, end)) {
                readLine(from, end - from);
            }
            from = end + 1;
        }
        takeBlock();
    }

    private void readLine(int from, int length) {
        try {
            json.reset(body, from, length);
            readItem();
            json.end();
        } catch (JsonException e) {
            throw new JsonException(from + e.offset(), e.problem());
        }
    }

    /** Reads an ID a line, all of one tenant; CR LF ends a line too, empty lines are passed over. */
    void readIds(int length, byte[] tenant) {
        CountedTenant counted = known(tenant, 0, tenant.length, 0);
        for (int from = 0; from < length; ) {
            int end = lineEnd(from, length);
            int stop = end > from && body[end - 1] == '\r' ? end - 1 : end;
            if (stop > from) {
                boolean isGood = isGood("id", stop - from, ItemWire.ID_BYTES_MAX)
                        && (Utf8.isValid(body, from, stop - from) || isBad("the id is not UTF-8"));
                batch.countItem(isGood);
                if (isGood) {
                    add(counted, from, stop - from);
                }
                index++;
            }
            from = end + 1;
        }
    }

    private void readItem() {
        idLength = ABSENT;
        tenantLength = ABSENT;
        if (json.peek() != JsonKind.OBJECT) {
            json.skip();
            take(isBad("an object with id and tenant was expected"));
            return;
        }
        json.beginObject();
        while (json.nextKey()) {
            if (json.isKey(ID)) {
                idLength = readString();
                idFrom = json.start();
            } else if (json.isKey(TENANT)) {
                tenantLength = readString();
                tenantFrom = json.start();
            } else {
                json.skip();
            }
        }
        boolean isGood = isGood("id", idLength, ItemWire.ID_BYTES_MAX)
                && isGood("tenant", tenantLength, ItemWire.TENANT_BYTES_MAX);
        take(isGood);
    }

    private int readString() {
        if (json.peek() != JsonKind.STRING) {
            json.skip();
            return NO_STRING;
        }
        json.readString();
        return json.isEscaped() ? json.unescape() : json.length();
    }

    private void take(boolean isGood) {
        batch.countItem(isGood);
        if (isGood) {
            block.add(tenants, body, idFrom, idLength, tenantFrom, tenantLength, index);
            if (block.isFull()) {
                takeBlock();
            }
        }
        index++;
    }

    private void takeBlock() {
        block.find(tenants);
        for (int i = 0; i < block.size(); i++) {
            CountedTenant tenant = block.tenant(i);
            if (tenant == null) {
                tenant = known(body, block.tenantFrom(i), block.tenantLength(i), block.index(i));
            }
            add(tenant, block.idFrom(i), block.idLength(i));
        }
        block.clear();
    }

    private void add(CountedTenant tenant, int from, int length) {
        batch.add(tenant, from, length);
        if (windowMs >= 0) {
            batch.add(tenants.window(tenant, windowMs), from, length);
        }
    }

    private CountedTenant known(byte[] bytes, int from, int length, int item) {
        CountedTenant tenant = tenants.of(bytes, from, length);
        if (tenant == null) {
            throw new BadItem(
                    429,
                    "item " + item + ": there are as many tenants as this server takes; --tenants-max raises that");
        }
        return tenant;
    }

    private boolean isGood(String name, int length, int max) {
        if (length > 0 && length <= max) {
            return true;
        }
        return switch (length) {
            case 0 -> isBad("the " + name + " is empty");
            case ABSENT -> isBad("there is no " + name);
            case NO_STRING -> isBad("the " + name + " is no string");
            default -> isBad("the " + name + " is longer than " + max + " bytes");
        };
    }

    /** Returns false, unless a bad item is to be rejected with the whole body. */
    private boolean isBad(String problem) {
        if (!skipsBad) {
            throw new BadItem(400, "item " + index + ": " + problem + "; nothing of this body was taken");
        }
        return false;
    }

    private int lineEnd(int from, int length) {
        int end = from;
        while (end < length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean isBlank(int from, int end) {
        for (int i = from; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}

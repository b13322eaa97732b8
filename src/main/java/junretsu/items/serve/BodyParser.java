package junretsu.items.serve;

import java.util.Arrays;
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
    private ItemBatch batch;
    private byte[] body;
    private boolean skipsBad;
    private long windowMs;
    private int index;
    private int idFrom;
    private int idLength;
    private int tenantFrom;
    private int tenantLength;

    private CountedTenant lastTenant;
    private int lastFrom;
    private int lastLength;

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
        lastTenant = null;
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
        CountedTenant counted = known(tenant, 0, tenant.length);
        for (int from = 0; from < length; ) {
            int end = lineEnd(from, length);
            int stop = end > from && body[end - 1] == '\r' ? end - 1 : end;
            if (stop > from) {
                boolean isGood = isGood("id", stop - from, ItemWire.ID_BYTES_MAX)
                        && (Utf8.isValid(body, from, stop - from) || isBad("the id is not UTF-8"));
                take(isGood, counted, from, stop - from);
            }
            from = end + 1;
        }
    }

    private void readItem() {
        idLength = ABSENT;
        tenantLength = ABSENT;
        if (json.peek() != JsonKind.OBJECT) {
            json.skip();
            take(isBad("an object with id and tenant was expected"), null, 0, 0);
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
        take(isGood, isGood ? tenantOf(tenantFrom, tenantLength) : null, idFrom, idLength);
    }

    private int readString() {
        if (json.peek() != JsonKind.STRING) {
            json.skip();
            return NO_STRING;
        }
        json.readString();
        return json.isEscaped() ? json.unescape() : json.length();
    }

    private void take(boolean isGood, CountedTenant tenant, int from, int length) {
        batch.countItem(isGood);
        if (isGood) {
            batch.add(tenant, from, length);
            if (windowMs >= 0) {
                batch.add(tenants.window(tenant, windowMs), from, length);
            }
        }
        index++;
    }

    /** Items of one tenant mostly follow one another, or its name is found by its hash. */
    private CountedTenant tenantOf(int from, int length) {
        if (lastTenant == null || !Arrays.equals(body, from, from + length, body, lastFrom, lastFrom + lastLength)) {
            lastTenant = known(body, from, length);
            lastFrom = from;
            lastLength = length;
        }
        return lastTenant;
    }

    private CountedTenant known(byte[] bytes, int from, int length) {
        CountedTenant tenant = tenants.of(bytes, from, length);
        if (tenant == null) {
            throw new BadItem(429, at() + "there are as many tenants as this server takes; --tenants-max raises that");
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
            throw new BadItem(400, at() + problem + "; nothing of this body was taken");
        }
        return false;
    }

    private String at() {
        return "item " + index + ": ";
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

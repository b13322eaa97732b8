package junretsu.items.serve;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import junretsu.items.ItemWire;
import junretsu.text.JsonException;
import junretsu.text.JsonKey;
import junretsu.text.JsonKind;
import junretsu.text.JsonLimits;
import junretsu.text.JsonPull;
import junretsu.text.Utf8;

/**
 * Reads the items of a body where they lie: an array of objects, one object, objects a line (NDJSON), or for one tenant
 * an ID a line. Makes no object an item. A body may come in parts, see {@link #part}. For one thread.
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
    private static final int NOT_CUT = -1;

    private final JsonPull json = new JsonPull(JsonLimits.DEFAULT);
    private final Tenants tenants;
    private final ItemBlock block = new ItemBlock();
    private Consumer<String> newTenants;
    private ItemBatch batch;
    private byte[] body;
    private int before;
    private boolean skipsBad;
    private long windowMs;
    private int index;
    private int idFrom;
    private int idLength;
    private boolean isIdEscaped;
    private int tenantFrom;
    private int tenantLength;
    private boolean isTenantEscaped;

    BodyParser(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * Begins with a request whose body is whole or begins with these bytes.
     *
     * @param skips passes bad items over, rather than to reject the whole body
     * @param window that is under way; {@link junretsu.items.log.Tenant#TOTAL} for none
     */
    BodyParser begin(ItemBatch into, byte[] bytes, boolean skips, long window) {
        batch = into;
        body = bytes;
        before = 0;
        skipsBad = skips;
        windowMs = window;
        index = 0;
        newTenants = null;
        block.clear();
        return this;
    }

    /** @param check of the body's tenants that are not there yet, by name; throws a {@link BadItem}; null for none */
    BodyParser newTenants(Consumer<String> check) {
        newTenants = check;
        return this;
    }

    /**
     * Goes on with the next part of a body.
     *
     * @param bytes begins with what was not read of the part before
     * @param read bytes that were read of the parts before, in all
     */
    BodyParser part(byte[] bytes, int read, long window) {
        body = bytes;
        before = read;
        windowMs = window;
        return this;
    }

    /**
     * Reads a JSON text, an array of items or one item, as far as its items are whole.
     *
     * @param length of this part, from index 0 on
     * @param isLast whether nothing follows
     * @return bytes read; those behind them belong to the next part
     * @throws JsonException when it is none
     * @throws BadItem when an item cannot be taken
     */
    int readJson(int length, boolean isLast) {
        int read = 0;
        try {
            if (before > 0) {
                json.resume(body, 0, length, before);
            } else if (json.reset(body, 0, length).peek() == JsonKind.OBJECT) {
                return readOne(length, isLast);
            } else {
                json.beginArray();
            }
            while (json.nextElement()) {
                readItem(isLast ? NOT_CUT : length);
                read = json.at();
            }
            json.end();
            read = isLast ? length : read;
        } catch (JsonException e) {
            if (isLast || e.offset() <= before + length - JsonPull.LOOK_AHEAD) {
                throw e;
            }
        }
        takeBlock();
        return read;
    }

    private int readOne(int length, boolean isLast) {
        if (!isLast) {
            return 0;
        }
        readItem(NOT_CUT);
        json.end();
        takeBlock();
        return length;
    }

    /** Reads a JSON object a line; empty lines are passed over. Returns and throws as {@link #readJson} does. */
    int readLines(int length, boolean isLast) {
        int stop = isLast ? length : wholeLines(length);
        for (int from = 0; from < stop; ) {
            int end = lineEnd(from, stop);
            if (!isBlank(from, end)) {
                readLine(from, end - from);
            }
            from = end + 1;
        }
        takeBlock();
        return stop;
    }

    private void readLine(int from, int length) {
        try {
            json.reset(body, from, length);
            readItem(NOT_CUT);
            json.end();
        } catch (JsonException e) {
            throw new JsonException(before + from + e.offset(), e.problem());
        }
    }

    /** Reads an ID a line, all of one tenant; CR LF ends a line too, empty lines are passed over. */
    int readIds(int length, boolean isLast, byte[] tenant) {
        int last = isLast ? length : wholeLines(length);
        CountedTenant counted = known(tenant, 0, tenant.length, 0);
        for (int from = 0; from < last; ) {
            int end = lineEnd(from, last);
            int stop = end > from && body[end - 1] == '\r' ? end - 1 : end;
            if (stop > from) {
                readId(counted, from, stop - from);
            }
            from = end + 1;
        }
        return last;
    }

    private void readId(CountedTenant tenant, int from, int length) {
        boolean isGood = isGood("id", length, ItemWire.ID_BYTES_MAX)
                && (Utf8.isValid(body, from, length) || isBad("the id is not UTF-8"));
        batch.countItem(isGood);
        if (isGood) {
            add(tenant, from, length);
        }
        index++;
    }

    /** @param cut where a number may go on with the next part; {@link #NOT_CUT} for nowhere */
    private void readItem(int cut) {
        idLength = ABSENT;
        tenantLength = ABSENT;
        isIdEscaped = false;
        isTenantEscaped = false;
        if (json.peek() != JsonKind.OBJECT) {
            json.skip();
            if (json.at() == cut) {
                throw new JsonException(before + json.at(), "a comma or the end of the array was expected");
            }
            take(isBad("an object with id and tenant was expected"));
            return;
        }
        json.beginObject();
        while (json.nextKey()) {
            if (json.isKey(ID)) {
                idLength = readString();
                idFrom = json.start();
                isIdEscaped = json.isEscaped();
            } else if (json.isKey(TENANT)) {
                tenantLength = readString();
                tenantFrom = json.start();
                isTenantEscaped = json.isEscaped();
            } else {
                json.skip();
            }
        }
        unescape();
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
        return json.length();
    }

    /** Only once the item is whole, since one that is cut off is read again. */
    private void unescape() {
        if (isIdEscaped && idLength >= 0) {
            idLength = json.unescape(idFrom, idLength);
        }
        if (isTenantEscaped && tenantLength >= 0) {
            tenantLength = json.unescape(tenantFrom, tenantLength);
        }
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
        batch.add(tenant, body, from, length);
        CountedTenant window = windowMs < 0 ? null : tenants.window(tenant, windowMs);
        if (window != null) {
            batch.addWindow(window, body, from, length);
        }
    }

    private CountedTenant known(byte[] bytes, int from, int length, int item) {
        if (newTenants != null) {
            newTenants.accept(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
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

    /** Bytes up to the last line's end, and with it. */
    private int wholeLines(int length) {
        int end = length;
        while (end > 0 && body[end - 1] != '\n') {
            end--;
        }
        return end;
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

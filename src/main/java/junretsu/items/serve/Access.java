package junretsu.items.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import junretsu.base.DistinctErrors;
import junretsu.base.FileWatch;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.config.StartException;
import junretsu.service.AdminToken;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Decides who may name which tenant, by the file of keys, which is read again when it changes. Without a file everybody
 * may. Any thread may ask; the worker's methods are its own.
 */
final class Access implements Worker {
    private final Path file;
    private final AdminToken admin;
    private final long quotaOfAll;
    private final DistinctErrors errors;
    private volatile KeyFile keys;
    private final FileWatch watch;

    private Access(Path file, AdminToken admin, long quotaOfAll, DistinctErrors errors) throws IOException {
        this.file = file;
        this.admin = admin;
        this.quotaOfAll = quotaOfAll;
        this.errors = errors;
        watch = file == null ? new FileWatch() : new FileWatch(file);
        keys = file == null ? null : KeyFile.read(file);
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws StartException when it cannot be read, or a line of it is wrong
     */
    static Access open(ItemsConfig config, DistinctErrors errors) throws StartException {
        try {
            return new Access(config.keys(), config.adminToken(), config.quota(), errors);
        } catch (IOException e) {
            throw StartException.of("cannot read --keys", e);
        }
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(TimeUnit.MILLISECONDS.toNanos(500));
    }

    /** False when everybody may do everything. */
    boolean isOn() {
        return keys != null;
    }

    /** The refusal of a client without any right; null for one that may go on. */
    Response refusal(Request request) {
        KeyFile now = keys;
        if (now == null || isAdmin(request) || now.isKnown(request.bearerToken())) {
            return null;
        }
        return Response.problem(401, "send a key of the server's --keys file, as 'Authorization: Bearer KEY'")
                .header("WWW-Authenticate", "Bearer");
    }

    /** The refusal of a client that may not name this tenant; null for one that may. */
    Response refusal(Request request, String tenant) {
        Response stranger = refusal(request);
        return stranger != null || covers(request, tenant) ? stranger : Response.problem(403, "tenant", notCovered());
    }

    /** The refusal of a client that may not name every tenant; null for one that may. */
    Response refusalOfAll(Request request) {
        return refusal(request, "");
    }

    /** Returns true when the client may name this tenant. */
    boolean covers(Request request, String tenant) {
        KeyFile now = keys;
        return now == null || now.covers(request.bearerToken(), tenant) || isAdmin(request);
    }

    static String notCovered() {
        return "the key is for other tenants";
    }

    private boolean isAdmin(Request request) {
        return admin.secret() != null && request.bears(admin.secret());
    }

    /** False when every tenant may have any number of items. */
    boolean hasQuotas() {
        return keys != null || quotaOfAll > 0;
    }

    /** The most items that a tenant may have; 0 for any number. */
    long quota(CountedTenant tenant) {
        KeyFile now = keys;
        return now == null ? quotaOfAll : tenant.quota(now, quotaOfAll);
    }

    @Override
    public String role() {
        return "item-keys";
    }

    /** Takes a changed file in; one that is wrong changes nothing. */
    @Override
    public int doWork() {
        if (!watch.hasChanged()) {
            return 0;
        }
        try {
            keys = KeyFile.read(file);
            errors.announce("the keys of " + file + " were read again");
        } catch (IOException e) {
            errors.record("the keys that were read last are still used", e);
        }
        return 0;
    }
}

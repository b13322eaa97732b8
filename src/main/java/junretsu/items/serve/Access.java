package junretsu.items.serve;

import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.service.AdminToken;
import junretsu.service.ApiKeyFile;
import junretsu.service.ApiKeys;
import junretsu.web.Request;
import junretsu.web.Response;

/** Decides who may name which tenant, by the file of keys. Without a file everybody may. Any thread may ask. */
final class Access {
    private final ApiKeyFile<Grant> keys;
    private final AdminToken admin;
    private final long quotaOfAll;

    private Access(ApiKeyFile<Grant> keys, AdminToken admin, long quotaOfAll) {
        this.keys = keys;
        this.admin = admin;
        this.quotaOfAll = quotaOfAll;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws StartException when it cannot be read, or a line of it is wrong
     */
    static Access open(ItemsConfig config, DistinctErrors errors) throws StartException {
        return new Access(
                ApiKeyFile.open(ItemsConfig.KEYS, config.keys(), Grant::parse, errors),
                config.adminToken(),
                config.quota());
    }

    /** The worker that reads a changed file again. */
    ApiKeyFile<Grant> keys() {
        return keys;
    }

    /** False when everybody may do everything. */
    boolean isOn() {
        return keys.now() != null;
    }

    /** The refusal of a client without any right; null for one that may go on. */
    Response refusal(Request request) {
        return isAdmin(request) ? null : keys.refusal(request);
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
        ApiKeys<Grant> now = keys.now();
        return now == null
                || now.of(request.bearerToken()).stream().anyMatch(grant -> grant.covers(tenant))
                || isAdmin(request);
    }

    static String notCovered() {
        return "the key is for other tenants";
    }

    private boolean isAdmin(Request request) {
        return admin.secret() != null && request.bears(admin.secret());
    }

    /** False when every tenant may have any number of items. */
    boolean hasQuotas() {
        return isOn() || quotaOfAll > 0;
    }

    /** The most items that a tenant may have; 0 for any number. */
    long quota(CountedTenant tenant) {
        ApiKeys<Grant> now = keys.now();
        return now == null ? quotaOfAll : tenant.quota(now, quotaOfAll);
    }
}

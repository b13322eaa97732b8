package junretsu.jobs.serve;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import junretsu.base.DistinctErrors;
import junretsu.config.StartException;
import junretsu.jobs.queue.CallerRules;
import junretsu.service.AdminToken;
import junretsu.service.ApiKeyFile;
import junretsu.service.ApiKeys;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Decides on whose behalf a request comes, and what each caller may have: by the file of callers, which is read again
 * when it changes. Without a file a caller's word is taken. Any thread may ask.
 */
final class Callers implements CallerRules {
    private final ApiKeyFile<Share> keys;
    private final AdminToken admin;
    private final Share others;
    private volatile Shares shares = new Shares(null, Map.of());

    /** The shares by caller, made once for each reading of the file. */
    private record Shares(ApiKeys<Share> of, Map<String, Share> byCaller) {}

    private Callers(ApiKeyFile<Share> keys, AdminToken admin, Share others) {
        this.keys = keys;
        this.admin = admin;
        this.others = others;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws StartException when it cannot be read, or a line of it is wrong
     */
    static Callers open(JobsConfig config, DistinctErrors errors) throws StartException {
        return new Callers(
                ApiKeyFile.open(JobsConfig.CALLERS, config.callers(), Share::parse, errors),
                config.adminToken(),
                new Share("", 1, Integer.MAX_VALUE, config.openMax(), config.ratePerSecond()));
    }

    /** The worker that reads a changed file again. */
    ApiKeyFile<Share> keys() {
        return keys;
    }

    @Override
    public Rule of(String caller) {
        Share share = share(caller);
        return new Rule(share.weight(), share.runningMax(), share.openMax());
    }

    /** Jobs that a caller may hand in each second; 0 for any number. */
    double ratePerSecond(String caller) {
        return share(caller).ratePerSecond();
    }

    private Share share(String caller) {
        ApiKeys<Share> now = keys.now();
        if (now == null) {
            return others;
        }
        Shares known = shares;
        if (known.of() != now) {
            known = new Shares(now, now.all().collect(Collectors.toMap(Share::caller, share -> share, Share::and)));
            shares = known;
        }
        Share share = known.byCaller().get(caller);
        return share == null ? others : share.or(others);
    }

    /** The refusal of a client without a key of the file; null for one that may go on. */
    Response refusal(Request request) {
        return isAdmin(request) ? null : keys.refusal(request);
    }

    /**
     * The caller on whose behalf a request comes: the one that its key stands for, or else the one it names.
     *
     * @throws BadRequest when it names none
     */
    String nameOf(Request request) {
        ApiKeys<Share> now = keys.now();
        List<Share> own = now == null ? List.of() : now.of(request.bearerToken());
        return own.isEmpty() ? CallerName.of(request) : own.get(0).caller();
    }

    /** The refusal of a client that does not come on behalf of this caller; null for one that does. */
    Response refusalOfOther(Request request, String caller) {
        return isAdmin(request) || nameOf(request).equals(caller) ? null : ofAnother();
    }

    private static Response ofAnother() {
        return Response.problem(403, "caller", "the job is another caller's");
    }

    /** The refusal of a client that may not see a job, where there is a file; its ID is enough where there is none. */
    Response refusalToRead(Request request, String caller) {
        ApiKeys<Share> now = keys.now();
        boolean isOwn = now == null
                || isAdmin(request)
                || now.of(request.bearerToken()).stream()
                        .anyMatch(share -> share.caller().equals(caller));
        return isOwn ? null : ofAnother();
    }

    /** The caller whose jobs a client may list; null for all, with the admin token. */
    String listedBy(Request request) {
        return isAdmin(request) ? CallerName.orNull(request) : nameOf(request);
    }

    /** The one caller that a client may see in the queue; null for all: without a file, or with the admin token. */
    String seenBy(Request request) {
        return keys.now() == null || isAdmin(request) ? null : nameOf(request);
    }

    private boolean isAdmin(Request request) {
        return admin.secret() != null && request.bears(admin.secret());
    }
}

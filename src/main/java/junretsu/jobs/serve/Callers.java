package junretsu.jobs.serve;

import java.io.IOException;
import java.nio.file.Path;
import junretsu.config.StartException;
import junretsu.jobs.queue.CallerRules;
import junretsu.service.AdminToken;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * Decides on whose behalf a request comes, and what each caller may have: by the file of callers, which is read again
 * when it changes. Without a file a caller's word is taken. Any thread may ask; the worker's methods are its own.
 */
final class Callers implements CallerRules {
    private final Path file;
    private final AdminToken admin;
    private final CallerFile.Share others;
    private volatile CallerFile known;

    private Callers(Path file, AdminToken admin, CallerFile.Share others) throws IOException {
        this.file = file;
        this.admin = admin;
        this.others = others;
        known = file == null ? null : CallerFile.read(file, others);
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws StartException when it cannot be read, or a line of it is wrong
     */
    static Callers open(JobsConfig config) throws StartException {
        try {
            return new Callers(
                    config.callers(),
                    config.adminToken(),
                    new CallerFile.Share(new Rule(1, Integer.MAX_VALUE, config.openMax()), config.ratePerSecond()));
        } catch (IOException e) {
            throw StartException.of("cannot read --callers", e);
        }
    }

    @Override
    public Rule of(String caller) {
        return share(caller).rule();
    }

    /** Jobs that a caller may hand in each second; 0 for any number. */
    double ratePerSecond(String caller) {
        return share(caller).ratePerSecond();
    }

    private CallerFile.Share share(String caller) {
        CallerFile now = known;
        CallerFile.Share own = now == null ? null : now.share(caller);
        return own == null ? others : own;
    }

    /** The refusal of a client without a key of the file; null for one that may go on. */
    Response refusal(Request request) {
        CallerFile now = known;
        if (now == null || isAdmin(request) || now.name(request.bearerToken()) != null) {
            return null;
        }
        return Response.problem(401, "send a key of the server's --callers file, as 'Authorization: Bearer KEY'")
                .header("WWW-Authenticate", "Bearer");
    }

    /**
     * The caller on whose behalf a request comes: the one that its key stands for, or else the one it names.
     *
     * @throws BadRequest when it names none
     */
    String nameOf(Request request) {
        CallerFile now = known;
        String name = now == null ? null : now.name(request.bearerToken());
        return name == null ? CallerName.of(request) : name;
    }

    /** The refusal of a client that does not come on behalf of this caller; null for one that does. */
    Response refusalOfOther(Request request, String caller) {
        return isAdmin(request) || nameOf(request).equals(caller)
                ? null
                : Response.problem(403, "caller", "the job is another caller's");
    }

    /** The caller whose jobs a client may list; null for all, with the admin token. */
    String listedBy(Request request) {
        return isAdmin(request) ? CallerName.orNull(request) : nameOf(request);
    }

    private boolean isAdmin(Request request) {
        return admin.secret() != null && request.bears(admin.secret());
    }
}

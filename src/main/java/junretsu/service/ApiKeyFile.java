package junretsu.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import junretsu.base.DistinctErrors;
import junretsu.base.FileWatch;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.config.Flag;
import junretsu.config.StartException;
import junretsu.web.Request;
import junretsu.web.Response;

/**
 * The API keys of a file that is read again when it changes; one that is wrong changes nothing. Without a file there
 * are no keys and everybody may ask. Any thread may ask; the worker's methods are its own.
 *
 * @param <R> a line's right
 */
public final class ApiKeyFile<R> implements Worker {
    private final String name;
    private final Path file;
    private final Function<List<String>, R> right;
    private final DistinctErrors errors;
    private final FileWatch watch;
    private volatile ApiKeys<R> keys;

    private ApiKeyFile(String name, Path file, Function<List<String>, R> right, DistinctErrors errors)
            throws IOException {
        this.name = name;
        this.file = file;
        this.right = right;
        this.errors = errors;
        watch = file == null ? new FileWatch() : new FileWatch(file);
        keys = file == null ? null : ApiKeys.read(file, right);
    }

    /**
     * Reads the file, if there is one.
     *
     * @param flag that names the file, for the sentences
     * @param file null when there are no keys
     * @param right as for {@link ApiKeys#read}
     * @throws StartException when it cannot be read, or a line of it is wrong
     */
    public static <R> ApiKeyFile<R> open(
            Flag<Path> flag, Path file, Function<List<String>, R> right, DistinctErrors errors) throws StartException {
        try {
            return new ApiKeyFile<>(flag.name(), file, right, errors);
        } catch (IOException e) {
            throw StartException.of("cannot read --" + flag.name(), e);
        }
    }

    /** The wait between two looks at the file. */
    public static IdlePolicy idlePolicy() {
        return IdlePolicy.every(TimeUnit.MILLISECONDS.toNanos(500));
    }

    /** The keys as they were last read; null without a file. */
    public ApiKeys<R> now() {
        return keys;
    }

    /** The refusal of a client without a key; null for one with a key, and for all without a file. */
    public Response refusal(Request request) {
        ApiKeys<R> current = keys;
        if (current == null || !current.of(request.bearerToken()).isEmpty()) {
            return null;
        }
        return Response.problem(401, "send a key of the server's --" + name + " file, as 'Authorization: Bearer KEY'")
                .header("WWW-Authenticate", "Bearer");
    }

    @Override
    public String role() {
        return name + "-file";
    }

    @Override
    public int doWork() {
        if (!watch.hasChanged()) {
            return 0;
        }
        try {
            keys = ApiKeys.read(file, right);
            errors.announce("the " + name + " of " + file + " were read again");
        } catch (IOException e) {
            errors.record("the " + name + " that were read last are still used", e);
        }
        return 0;
    }
}

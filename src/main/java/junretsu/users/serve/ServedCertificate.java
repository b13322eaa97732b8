package junretsu.users.serve;

import java.io.IOException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.DistinctErrors;
import junretsu.base.FileWatch;
import junretsu.base.Worker;
import junretsu.config.TlsFiles;

/**
 * The certificate that new connections of the line protocol see: the one of its files, read again once they have
 * changed, and the old one for as long as they are wrong, which is recorded. Any thread may get it; to be run at an
 * interval.
 */
final class ServedCertificate implements Worker, Supplier<SSLContext> {
    /** The time between two looks at the files; a change counts at the second look that sees it. */
    static final long EVERY_NANOS = 500_000_000;

    private final TlsFiles files;
    private final FileWatch watch;
    private final DistinctErrors errors;
    private volatile SSLContext context;

    /** @throws IOException whose message says which file is wrong and why */
    ServedCertificate(TlsFiles files, DistinctErrors errors) throws IOException {
        this.files = files;
        this.errors = errors;
        watch = new FileWatch(files.certificate(), files.key());
        context = files.context();
    }

    @Override
    public SSLContext get() {
        return context;
    }

    @Override
    public String role() {
        return "users-certificate";
    }

    @Override
    public int doWork() {
        if (!watch.hasChanged()) {
            return 0;
        }
        try {
            context = files.context();
        } catch (IOException e) {
            errors.record("clients of the line protocol still see the old certificate", e);
        }
        return 1;
    }
}

package junretsu.web;

import java.io.IOException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import junretsu.base.FileWatch;
import junretsu.config.TlsFiles;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Serves a new certificate once its files have changed, and the old one for as long as they are wrong, which is
 * recorded.
 */
final class TlsReload implements Runnable {
    private final TlsFiles files;
    private final SslContextFactory.Server factory;
    private final FileWatch watch;
    private final BiConsumer<String, Throwable> faults;

    /** @throws IOException whose message says which file is wrong and why */
    TlsReload(TlsFiles files, BiConsumer<String, Throwable> faults) throws IOException {
        this.files = files;
        this.faults = faults;
        watch = new FileWatch(files.certificate(), files.key());
        factory = new SslContextFactory.Server();
        factory.setSslContext(files.context());
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Looks at the files; for one thread. */
    @Override
    public void run() {
        if (!watch.hasChanged()) {
            return;
        }
        try {
            SSLContext context = files.context();
            factory.reload(same -> same.setSslContext(context));
        } catch (IOException e) {
            faults.accept("the old certificate is still served", e);
        } catch (Exception e) {
            faults.accept("serving a new certificate", e);
        }
    }
}

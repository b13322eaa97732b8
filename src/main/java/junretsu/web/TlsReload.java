package junretsu.web;

import java.io.IOException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Serves a new certificate once its files have changed, and the old one for as long as they are wrong. Two files cannot
 * be replaced at one moment, so what is wrong is recorded when it is still so at the next look.
 */
final class TlsReload implements Runnable {
    private final TlsFiles files;
    private final SslContextFactory.Server factory;
    private final BiConsumer<String, Throwable> faults;
    private String served;
    private String failed = "";
    private boolean isRecorded;

    /** @param context as read from the files when they had this stamp */
    TlsReload(TlsFiles files, String stamp, SSLContext context, BiConsumer<String, Throwable> faults) {
        this.files = files;
        this.faults = faults;
        served = stamp;
        factory = new SslContextFactory.Server();
        factory.setSslContext(context);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Looks at the files; for one thread. */
    @Override
    public void run() {
        String stamp = files.stamp();
        if (stamp.equals(served) || (stamp.equals(failed) && isRecorded)) {
            return;
        }
        try {
            SSLContext context = files.context();
            factory.reload(same -> same.setSslContext(context));
            served = stamp;
            failed = "";
        } catch (IOException e) {
            isRecorded = stamp.equals(failed);
            failed = stamp;
            if (isRecorded) {
                faults.accept("the old certificate is still served", e);
            }
        } catch (Exception e) {
            faults.accept("serving a new certificate", e);
        }
    }
}

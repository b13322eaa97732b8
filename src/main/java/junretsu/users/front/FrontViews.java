package junretsu.users.front;

import java.net.InetAddress;
import java.util.List;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.text.PrometheusText;
import junretsu.users.line.Accounts;
import junretsu.users.picture.PictureMaker;
import junretsu.web.Routes;

/** The paths of a front: a class for each subject. Any thread may call. */
public final class FrontViews {
    private final FrontCalls calls;
    private final PictureMaker maker;
    private final Clock clock;

    /** @param proxies whose word about a client's address is taken */
    public FrontViews(Accounts accounts, List<InetAddress> proxies, Clock clock) {
        calls = new FrontCalls(accounts, new ClientAddress(proxies));
        maker = new PictureMaker(clock);
        this.clock = clock;
    }

    /** Adds the threads that decode pictures to a server, which starts and stops them. */
    public FrontViews addTo(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        maker.addTo(workers);
        return this;
    }

    /** Writes the metrics of the pictures that were sent. */
    public void writeMetrics(PrometheusText text) {
        PictureMetrics.write(maker, text);
    }

    /** Adds the page and the calls that it makes. */
    public Routes addTo(Routes routes) {
        return routes.add(new EntryRoutes(calls).routes())
                .add(new ProfileRoutes(calls).routes())
                .add(new SessionRoutes(calls).routes())
                .add(new PictureRoutes(calls, maker, clock).routes())
                .add(new PictureFileRoutes(calls, maker).routes())
                .add(new FactorRoutes(calls).routes())
                .add(new ValidateRoutes(calls).routes())
                .add(new PageRoutes(calls).routes());
    }
}

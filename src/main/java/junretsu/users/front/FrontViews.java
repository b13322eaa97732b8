package junretsu.users.front;

import java.net.InetAddress;
import java.util.List;
import junretsu.users.line.Accounts;
import junretsu.web.Routes;

/** The paths of a front: a class for each subject. Any thread may call. */
public final class FrontViews {
    private final FrontCalls calls;

    /** @param proxies whose word about a client's address is taken */
    public FrontViews(Accounts accounts, List<InetAddress> proxies) {
        calls = new FrontCalls(accounts, new ClientAddress(proxies));
    }

    /** Adds the page and the calls that it makes. */
    public Routes addTo(Routes routes) {
        return routes.add(new EntryRoutes(calls).routes())
                .add(new ProfileRoutes(calls).routes())
                .add(new SessionRoutes(calls).routes())
                .add(new ValidateRoutes(calls).routes())
                .add(new PageRoutes(calls).routes());
    }
}

package junretsu.users.front;

import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.web.HttpConfig;

/** Warnings about settings of a page that stop nothing. */
public final class FrontAdvice {
    private FrontAdvice() {}

    /** The advice to anybody who shows the page. */
    public static List<String> of(HttpConfig http) {
        return http.certificate() == null && canBeReachedByOthers(http)
                ? List.of("over plain HTTP others can read passwords and sessions on their way; give --tls-cert and"
                        + " --tls-key, or let only a proxy with HTTPS reach this")
                : List.of();
    }

    /** The advice to a front that stands alone. @param key null for none */
    static List<String> ofFront(HttpConfig http, Path key) {
        List<String> all = new ArrayList<>(of(http));
        if (key == null) {
            all.add("without --front-key-file, back ends take this front's address for everybody's, so that the wrong"
                    + " passwords of some keep all waiting");
        }
        return all;
    }

    private static boolean canBeReachedByOthers(HttpConfig http) {
        try {
            return !http.address().resolve().getAddress().isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true;
        }
    }
}

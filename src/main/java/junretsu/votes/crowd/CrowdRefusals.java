package junretsu.votes.crowd;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;
import junretsu.web.SocketEnd;

/** The connections and messages that were refused, by reason. Any thread may call. */
final class CrowdRefusals {
    /** The reasons; the first six are found before there is a connection. */
    enum Reason {
        HANDSHAKE,
        ORIGIN,
        CLIENT,
        ACCOUNT,
        FULL,
        SHARE,
        TEXT,
        FRAGMENT,
        TOO_LARGE,
        PROTOCOL,
        UNREAD,
        SILENT,
        MESSAGE,
        NUMBER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final AtomicLongArray counts = new AtomicLongArray(Reason.values().length);

    void count(Reason reason) {
        counts.incrementAndGet(reason.ordinal());
    }

    /** Counts the end of a connection, if it was the client's fault. */
    void count(SocketEnd end) {
        switch (end) {
            case TEXT -> count(Reason.TEXT);
            case FRAGMENT -> count(Reason.FRAGMENT);
            case TOO_LARGE -> count(Reason.TOO_LARGE);
            case PROTOCOL -> count(Reason.PROTOCOL);
            case UNREAD -> count(Reason.UNREAD);
            case SILENT -> count(Reason.SILENT);
            default -> {}
        }
    }

    long total() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return total;
    }

    /** Hands over each reason that there was, with its count. */
    void each(ObjLongConsumer<String> taker) {
        for (Reason reason : Reason.values()) {
            if (counts.get(reason.ordinal()) > 0) {
                taker.accept(reason.label(), counts.get(reason.ordinal()));
            }
        }
    }
}

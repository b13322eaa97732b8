package junretsu.items.coordinate;

import java.util.Locale;

/** The state of a worker as the coordinator sees it. */
enum WorkerState {
    /** No answer yet since its start; one good check makes it UP. */
    STARTING,
    /** It gets requests. */
    UP,
    /** Too many checks or requests have failed; some good checks make it UP again. */
    DOWN,
    /** It gets no new requests, and ends when it has none. */
    DRAINING;

    /** As shown, in small letters. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

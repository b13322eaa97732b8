package junretsu.load.socket;

import java.io.IOException;

/** Thrown for bytes that break the protocol; the message says which rule. */
final class MalformedFrame extends IOException {
    private static final long serialVersionUID = 1;

    MalformedFrame(String fault) {
        super(fault);
    }
}

package junretsu.items.log;

import java.io.IOException;

/**
 * Thrown when the disk has no room for more. Nothing of what was asked for is on the disk, and the log takes more as
 * soon as there is room.
 */
public final class LogFullException extends IOException {
    private static final long serialVersionUID = 1;

    LogFullException(String sentence, IOException cause) {
        super(sentence, cause);
    }
}

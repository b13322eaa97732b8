package junretsu.items.log;

import java.io.IOException;

/** Thrown when there is no room on the disk for a frame; nothing of it was written, and the log can be used further. */
public final class LogFullException extends IOException {
    private static final long serialVersionUID = 1;

    public LogFullException(String message, Throwable cause) {
        super(message, cause);
    }
}

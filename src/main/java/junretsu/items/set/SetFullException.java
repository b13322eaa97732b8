package junretsu.items.set;

import java.io.IOException;

public final class SetFullException extends IOException {
    private static final long serialVersionUID = 1;

    public SetFullException(String message) {
        super(message);
    }
}

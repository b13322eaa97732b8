package junretsu.load.http;

import java.io.IOException;

/** Thrown for an answer that is not one of HTTP/1.1; the message completes "the answer is ...". */
final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1;

    MalformedAnswer(String fault) {
        super(fault);
    }
}

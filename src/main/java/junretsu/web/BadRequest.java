package junretsu.web;

/**
 * Thrown by an endpoint that is asked for something it cannot accept: answered with 400 and the sentence. Any other
 * exception is a fault of the server, answered with 500 and recorded.
 */
public final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /** @param detail a sentence for the sender that says what is accepted */
    public BadRequest(String detail) {
        this(null, detail);
    }

    /** @param field name of the parameter or member that is wrong; null when it is none in particular */
    public BadRequest(String field, String detail) {
        super(detail, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}

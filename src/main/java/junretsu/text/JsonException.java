package junretsu.text;

/** Thrown for a text that is not the expected JSON; the message is a sentence for its sender and says where. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int offset;
    private final String problem;

    /**
     * Makes the exception whose message is {@code at byte OFFSET: PROBLEM}.
     *
     * @param offset in bytes from the beginning of the text, whose first byte is 0
     * @param problem such as "a string was expected"
     */
    public JsonException(int offset, String problem) {
        super("at byte " + offset + ": " + problem);
        this.offset = offset;
        this.problem = problem;
    }

    /** Bytes of the text before the place that this is about. */
    public int offset() {
        return offset;
    }

    /** The message without the place. */
    public String problem() {
        return problem;
    }
}

package junretsu.items.serve;

/** Thrown for an item that cannot be taken; the message is a sentence for its sender. */
final class BadItem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status to be answered with */
    BadItem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}

package junretsu.net.tcp;

/** The treatment of a client that comes when all places are taken. */
public enum OverLimit {
    /** It is closed at once. */
    REFUSE,
    /** It stays in the listen backlog, where the kernel keeps what it sends, until a place is free. */
    WAIT;

    /** @throws IllegalArgumentException whose message says what is accepted */
    public static OverLimit parse(String text) {
        return switch (text) {
            case "refuse" -> REFUSE;
            case "wait" -> WAIT;
            default -> throw new IllegalArgumentException("refuse or wait");
        };
    }
}

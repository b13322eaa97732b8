package junretsu.jobs;

/** The limits and names of the HTTP interface of jobs, which server and load have in common. */
public final class JobWire {
    public static final int DEFAULT_PORT = 8090;

    /** The request header that names the caller; the query parameter {@code caller} does, too. */
    public static final String CALLER_HEADER = "X-Caller-ID";

    public static final String IDEMPOTENCY_HEADER = "Idempotency-Key";

    /** Bytes of UTF-8 of a caller's name at most; at least 1. */
    public static final int CALLER_BYTES_MAX = 128;

    public static final int IDEMPOTENCY_KEY_BYTES_MAX = 128;

    /** Decimal digits of a number at most, whatever {@code --digits} allows. */
    public static final int DIGITS_MAX = 300;

    /** Jobs in one body at most. */
    public static final int BATCH_MAX = 1_000;

    /** Priorities within a caller go from 0 to this; the higher ones come first. */
    public static final int PRIORITY_MAX = 9;

    public static final int PRIORITY_DEFAULT = 5;

    /** Deaths of its worker after which a job is set apart. */
    public static final int TRIES_MAX = 5;

    private JobWire() {}
}

package junretsu.users.blast;

import java.util.Locale;

/** The outcomes of an operation; each has one. */
enum Outcome {
    /** Answered, and the answer was right. */
    OK,

    /** Answered by the server that it does not do it now. */
    REFUSED,

    /** Without an answer, or with another error. */
    FAILED,

    /** Answered with what cannot be true. */
    WRONG;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

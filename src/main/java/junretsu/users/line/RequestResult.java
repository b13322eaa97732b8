package junretsu.users.line;

/** The result of a request, as metrics tell it. */
enum RequestResult {
    OK,

    /** The request was wrong: its password, its token, a name that is taken or not allowed. */
    REJECTED,

    /** Too many logins had failed. */
    LIMITED,

    /** Nothing was done, since too much was asked at once. */
    BUSY,

    /** A store was away. */
    UNAVAILABLE,

    /** A fault of the server. */
    ERROR;

    static RequestResult of(LineAnswer answer) {
        if (answer.success()) {
            return OK;
        }
        return switch (answer.err()) {
            case LineAnswer.TOO_MANY_ATTEMPTS -> LIMITED;
            case LineAnswer.BUSY -> BUSY;
            case LineAnswer.UNAVAILABLE -> UNAVAILABLE;
            case LineAnswer.ERROR -> answer.added().isEmpty() ? ERROR : REJECTED;
            default -> REJECTED;
        };
    }
}

package junretsu.users.line;

/** The logic behind the lines: in this process, or behind a {@code RemoteAccounts} in another. */
public interface Accounts {

    /**
     * Handles a request. Called by the threads of loops, which must not wait; any thread, once, hands over the answer.
     *
     * @param answer takes it, without waiting
     */
    void handle(LineRequest request, Origin origin, AnswerTaker answer);
}

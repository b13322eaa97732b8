package junretsu.users.blast;

import java.util.Set;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.password.ScramException;
import junretsu.users.password.ScramSecret;

/**
 * Judges answers: whose they are, whether they show what was acknowledged, and whether the server knows the sessions
 * that it has begun. For one thread.
 */
final class CallCheck {
    private static final Set<String> REFUSALS =
            Set.of(LineAnswer.BUSY, LineAnswer.TOO_MANY_ATTEMPTS, LineAnswer.UNAVAILABLE);

    private final UserBook book;
    private final SessionPool sessions;
    private final ScramHashes hashes;
    private final boolean keepsSessions;

    /** @param keepsSessions whether the sessions of logins are used by other operations */
    CallCheck(UserBook book, SessionPool sessions, ScramHashes hashes, boolean keepsSessions) {
        this.book = book;
        this.sessions = sessions;
        this.hashes = hashes;
        this.keepsSessions = keepsSessions;
    }

    /**
     * The result of an answer.
     *
     * @param reason empty when it was right
     * @param next the second request of a login by SCRAM; null when the operation has ended
     * @param session that a login has begun; else null
     */
    record Judgement(Outcome outcome, String reason, LineRequest next, UserSession session) {
        static final Judgement RIGHT = new Judgement(Outcome.OK, "", null, null);

        static Judgement wrong(String reason) {
            return new Judgement(Outcome.WRONG, reason, null, null);
        }
    }

    /** Judges an answer to a call's last request, and keeps what it says. */
    Judgement judge(Call call, LineAnswer answer) {
        if (!answer.success()) {
            return judgeError(call, answer);
        }
        if (!answer.err().isEmpty()) {
            return Judgement.wrong("a success with an error");
        }
        if (call.scram != null && !call.isProofSent) {
            return prove(call, answer);
        }
        return switch (call.operation) {
            case LOGIN -> judgeLogin(call, answer);
            case VALIDATE -> judgeOwner(call, answer);
            case NICKNAME -> judgeNickname(call, answer);
            default -> Judgement.RIGHT;
        };
    }

    /** Takes note that a call has no answer, so that it is not known whether it was carried out. */
    void unanswered(Call call) {
        if (call.operation == Operation.NICKNAME) {
            book.doubt(call.user, call.version);
        }
    }

    private Judgement judgeError(Call call, LineAnswer answer) {
        String err = answer.err();
        if (call.operation == Operation.NICKNAME && !err.equals(LineAnswer.BUSY)) {
            book.doubt(call.user, call.version);
        }
        if (REFUSALS.contains(err)) {
            return new Judgement(Outcome.REFUSED, err, null, null);
        }
        if (err.equals(LineAnswer.INVALID_TOKEN) && call.session != null) {
            sessions.remove(call.session);
            return call.session.isEnded || book.mayHaveMadeRoom(call.session)
                    ? Judgement.RIGHT
                    : Judgement.wrong("an invalid token, of a session that nobody ended");
        }
        if (err.equals(LineAnswer.INVALID_PASSWORD) && book.isKnown(call.user)) {
            return Judgement.wrong("an invalid password, which was right before");
        }
        return err.isEmpty()
                ? Judgement.wrong("neither a success nor an error")
                : new Judgement(Outcome.FAILED, err, null, null);
    }

    private Judgement prove(Call call, LineAnswer answer) {
        try {
            ScramSecret secret = hashes.secret(
                    call.user,
                    book.password(call.user),
                    call.scram.hash(answer.added().text(AddedField.SCRAM)));
            call.isProofSent = true;
            return new Judgement(Outcome.OK, "", CallMaker.scram("", call.scram.last(secret)), null);
        } catch (ScramException e) {
            return Judgement.wrong("a challenge of another login, or one that no client accepts");
        }
    }

    private Judgement judgeLogin(Call call, LineAnswer answer) {
        String token = answer.user().token();
        String problem = problem(call, answer);
        if (problem != null || token.isEmpty()) {
            return Judgement.wrong(problem == null ? "a login without a token" : problem);
        }
        if (call.scram != null && !call.scram.isServerProven(answer.added().text(AddedField.SCRAM))) {
            return Judgement.wrong("a proof of a server that does not know the user");
        }
        UserSession session = new UserSession(call.user, token, call.version);
        if (keepsSessions) {
            sessions.add(session);
        }
        return new Judgement(Outcome.OK, "", null, session);
    }

    private Judgement judgeOwner(Call call, LineAnswer answer) {
        String problem = problem(call, answer);
        if (problem == null && !answer.user().token().equals(call.session.token)) {
            problem = "another session's token";
        }
        return problem == null ? Judgement.RIGHT : Judgement.wrong(problem);
    }

    private Judgement judgeNickname(Call call, LineAnswer answer) {
        Judgement judgement = judgeOwner(call, answer);
        if (judgement.outcome() == Outcome.OK && !answer.user().nickname().equals(UserBook.nickname(call.version))) {
            judgement = Judgement.wrong("another nickname than was written");
        }
        if (judgement.outcome() == Outcome.OK) {
            book.acknowledge(call.user, call.version);
        } else {
            book.doubt(call.user, call.version);
        }
        return judgement;
    }

    private String problem(Call call, LineAnswer answer) {
        return answer.user().username().equals(book.username(call.user))
                ? book.look(call.user, call.oldest, answer.user().nickname())
                : "another user";
    }

    /** The answer without its token. */
    static String shown(LineAnswer answer) {
        return answer.success()
                ? "'" + answer.user().username() + "' with the nickname '"
                        + answer.user().nickname() + "'"
                : "'" + answer.err() + "'";
    }
}

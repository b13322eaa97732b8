package junretsu.users.blast;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.password.ScramClient;
import junretsu.users.password.ScramServer;

/**
 * Draws the operations of one loop and writes their first requests. Logins draw their user; all others draw one of the
 * sessions that logins have left. For one thread.
 */
final class CallMaker {
    /** Draws after which a nickname whose users are all being changed becomes a validation. */
    private static final int DRAWS_MAX = 8;

    private final VerbMix mix;
    private final LoginWay way;
    private final UserBook book;
    private final SessionPool sessions;
    private final SplittableRandom random;
    private final ToIntFunction<SplittableRandom> pick;

    CallMaker(VerbMix mix, UserPick pick, LoginWay way, UserBook book, SessionPool sessions, SplittableRandom random) {
        this.mix = mix;
        this.way = way;
        this.book = book;
        this.sessions = sessions;
        this.random = random;
        this.pick = pick.among(book.users());
    }

    /** The next operation. */
    Call draw(long plannedNanos) {
        Operation operation = mix.draw(random);
        if (way == LoginWay.TOKEN && operation == Operation.LOGIN) {
            operation = Operation.VALIDATE;
        }
        if (operation == Operation.LOGIN || sessions.size() == 0) {
            return login(plannedNanos);
        }
        UserSession session = sessions.any(random);
        if (operation == Operation.NICKNAME) {
            for (int i = 0; i < DRAWS_MAX; i++) {
                if (book.take(session.user)) {
                    return call(plannedNanos, operation, session, book.next(session.user));
                }
                session = sessions.any(random);
            }
            operation = Operation.VALIDATE;
        }
        if (operation == Operation.LOGOUT) {
            session.isEnded = true;
            sessions.remove(session);
        }
        return call(plannedNanos, operation, session, 0);
    }

    /** The end of all sessions of a user who has just logged in. */
    Call endAll(long plannedNanos, UserSession session) {
        session.isEnded = true;
        boolean isTaker = book.take(session.user);
        return new Call(plannedNanos, Operation.LOGOUT_ALL, session.user, session, 0, 0, isTaker, null);
    }

    private Call login(long plannedNanos) {
        int user = pick.applyAsInt(random);
        boolean isTaker = false;
        for (int i = 0; way == LoginWay.FRESH && !isTaker && i < DRAWS_MAX; i++) {
            isTaker = book.take(user);
            user = isTaker ? user : pick.applyAsInt(random);
        }
        ScramClient scram =
                way == LoginWay.SCRAM ? new ScramClient(book.username(user), ScramServer.nonce(), true) : null;
        return new Call(
                plannedNanos, Operation.LOGIN, user, null, book.oldest(user), book.nextLogin(user), isTaker, scram);
    }

    private Call call(long plannedNanos, Operation operation, UserSession session, int version) {
        return new Call(
                plannedNanos,
                operation,
                session.user,
                session,
                book.oldest(session.user),
                version,
                operation == Operation.NICKNAME,
                null);
    }

    /** The first request of an operation. */
    LineRequest request(Call call) {
        return switch (call.operation) {
            case LOGIN ->
                call.scram == null
                        ? new LineRequest(
                                Verb.LOGIN, new LineUser(book.username(call.user), book.password(call.user), "", ""))
                        : scram(book.username(call.user), call.scram.first());
            case VALIDATE -> new LineRequest(Verb.VALIDATE, token(call, ""));
            case NICKNAME -> new LineRequest(Verb.UPDATE_NICKNAME, token(call, UserBook.nickname(call.version)));
            case LOGOUT -> new LineRequest(Verb.LOGOUT, token(call, ""));
            case LOGOUT_ALL -> new LineRequest(Verb.LOGOUT_ALL, token(call, ""));
        };
    }

    /** A message of SCRAM. */
    static LineRequest scram(String username, String message) {
        return new LineRequest(
                Verb.SCRAM, new LineUser(username, "", "", ""), LineFields.NONE.with(AddedField.SCRAM, message));
    }

    private static LineUser token(Call call, String nickname) {
        return new LineUser("", "", nickname, call.session.token);
    }
}

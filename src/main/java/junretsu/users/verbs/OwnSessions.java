package junretsu.users.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineSession;
import junretsu.users.line.LineUser;
import junretsu.users.verbs.OwnSession.Owner;

/** VALIDATE, LOGOUT, LOGOUT_ALL, SESSIONS: the sessions of the one who asks. */
final class OwnSessions {
    /** Bytes of a token's hash that name a session to its owner. */
    private static final int NUMBER_BYTES = 8;

    private final VerbParts with;
    private final OwnSession own;

    OwnSessions(VerbParts parts, OwnSession own) {
        with = parts;
        this.own = own;
    }

    CompletionStage<LineAnswer> validate(LineRequest request) {
        return own.answer(
                request,
                owner -> CompletableFuture.completedFuture(SessionStart.answer(owner.account(), owner.token())));
    }

    /** Ends the session that asks, or the one of {@link AddedField#SESSION}. */
    CompletionStage<LineAnswer> end(LineRequest request) {
        String number = request.added().text(AddedField.SESSION);
        return own.answer(
                request,
                owner -> number.isEmpty() || number.equals(number(owner.session()))
                        ? end(owner, owner.session().tokenHash())
                        : with.sessions()
                                .list(owner.account().username())
                                .thenCompose(sessions -> endOf(owner, sessions, number)));
    }

    private CompletionStage<LineAnswer> endOf(Owner owner, List<Session> sessions, String number) {
        for (Session session : sessions) {
            if (number(session).equals(number)) {
                return end(owner, session.tokenHash());
            }
        }
        return CompletableFuture.completedFuture(
                LineAnswer.failed(LineAnswer.ERROR).with(AddedField.DETAIL, "there is no such session any more"));
    }

    private CompletionStage<LineAnswer> end(Owner owner, byte[] tokenHash) {
        return with.sessions()
                .end(owner.account().username(), tokenHash)
                .thenApply(isEnded -> LineAnswer.ok(LineUser.NOBODY));
    }

    /** Ends all sessions, also the one that asks. */
    CompletionStage<LineAnswer> endAll(LineRequest request) {
        return own.answer(request, owner -> {
            with.passwords().forget(owner.account().username());
            return with.sessions()
                    .endAll(owner.account().username(), null)
                    .thenApply(ended -> LineAnswer.ok(LineUser.NOBODY));
        });
    }

    CompletionStage<LineAnswer> list(LineRequest request) {
        return own.answer(
                request,
                owner -> with.sessions()
                        .list(owner.account().username())
                        .thenApply(sessions -> SessionStart.answer(owner.account(), owner.token())
                                .with(shown(sessions, owner.session()))));
    }

    /** The sessions, of which the own one takes the last place where it is older than all others that are listed. */
    private static List<LineSession> shown(List<Session> sessions, Session own) {
        List<LineSession> shown = new ArrayList<>();
        sessions.forEach(session -> shown.add(shown(session, own)));
        if (shown.stream().noneMatch(LineSession::isOwn)) {
            if (shown.size() == SessionStore.LISTED_MAX) {
                shown.remove(shown.size() - 1);
            }
            shown.add(shown(own, own));
        }
        return shown;
    }

    private static LineSession shown(Session session, Session own) {
        return new LineSession(
                number(session),
                session.device(),
                session.address(),
                session.createdMs(),
                session.seenMs(),
                Arrays.equals(session.tokenHash(), own.tokenHash()));
    }

    private static String number(Session session) {
        return HexFormat.of().formatHex(session.tokenHash(), 0, NUMBER_BYTES);
    }
}

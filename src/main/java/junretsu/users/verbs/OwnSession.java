package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import junretsu.users.account.Account;
import junretsu.users.account.Session;
import junretsu.users.account.Username;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;

/** The session and the account of the one who asks, by the token. */
final class OwnSession {
    private static final CompletionStage<LineAnswer> INVALID =
            CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.INVALID_TOKEN));

    private final VerbParts with;

    OwnSession(VerbParts parts) {
        with = parts;
    }

    /** The owner of a token, as stored at this moment. */
    record Owner(Account account, Session session, String token) {}

    /** Answers for the owner of the request's token; when there is none, or it names another user, so that. */
    CompletionStage<LineAnswer> answer(LineRequest request, Function<Owner, CompletionStage<LineAnswer>> verb) {
        String token = request.user().token();
        byte[] hash = Token.hash(token);
        if (hash == null) {
            return INVALID;
        }
        return with.sessions().find(hash).thenCompose(session -> {
            if (session == null || !isNamed(request.user().username(), session)) {
                return INVALID;
            }
            with.sessions().touch(session, with.clock().epochMillis());
            return with.users()
                    .find(session.username())
                    .thenCompose(account -> account == null ? INVALID : verb.apply(new Owner(account, session, token)));
        });
    }

    static CompletionStage<LineAnswer> invalid() {
        return INVALID;
    }

    /** A request need not name its user. */
    private static boolean isNamed(String username, Session session) {
        return username.isEmpty() || session.username().equals(Username.fold(username));
    }
}

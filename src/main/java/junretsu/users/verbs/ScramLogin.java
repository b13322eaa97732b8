package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Username;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.password.ScramChallenge;
import junretsu.users.password.ScramException;
import junretsu.users.password.ScramHello;
import junretsu.users.password.SeedUsers;
import junretsu.users.verbs.LoginCounts.Way;
import junretsu.users.verbs.ScramExchanges.Exchange;

/** SCRAM: a login in two messages, which may come by different connections. */
final class ScramLogin {
    private final VerbParts with;
    private final SessionStart start;
    private final ScramExchanges exchanges;

    ScramLogin(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        exchanges = new ScramExchanges(parts.clock());
    }

    CompletionStage<LineAnswer> answer(LineRequest request, Origin origin) {
        String message = request.added().text(AddedField.SCRAM);
        try {
            String nonce = ScramChallenge.nonceOf(message);
            return nonce == null
                    ? challenge(ScramHello.parse(message), request, origin)
                    : finish(exchanges.take(nonce), message, request, origin);
        } catch (ScramException e) {
            return failed(e);
        }
    }

    private static CompletionStage<LineAnswer> failed(ScramException e) {
        return CompletableFuture.completedFuture(
                LineAnswer.failed(LineAnswer.ERROR).with(AddedField.SCRAM, "e=" + e.getMessage()));
    }

    private CompletionStage<LineAnswer> challenge(ScramHello hello, LineRequest request, Origin origin) {
        String folded = Username.fold(hello.username());
        String username = folded == null ? hello.username() : folded;
        CompletionStage<Account> found = folded == null
                ? CompletableFuture.completedFuture(null)
                : with.users().find(folded);
        return found.thenCompose(account -> start.unlessLimited(
                new LoginTry(username, account, request, origin, with.clock().nanoTime()),
                () -> CompletableFuture.completedFuture(challenge(hello, username, account))));
    }

    private LineAnswer challenge(ScramHello hello, String username, Account account) {
        ScramChallenge challenge = with.scram().challenge(hello, usable(account));
        exchanges.put(
                challenge.nonce(),
                new Exchange(username, account, challenge, with.clock().nanoTime()));
        return LineAnswer.ok(LineUser.NOBODY).with(AddedField.SCRAM, challenge.message());
    }

    private Credential usable(Account account) {
        return account == null || !with.seedUsers() && SeedUsers.isPublished(account.username(), account.credential())
                ? null
                : account.credential();
    }

    private CompletionStage<LineAnswer> finish(Exchange exchange, String message, LineRequest request, Origin origin) {
        long sinceNanos = with.clock().nanoTime();
        if (exchange == null) {
            return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.ERROR)
                    .with(AddedField.DETAIL, "this login was not begun, or took too long, or was answered before"));
        }
        LoginTry login = new LoginTry(exchange.username(), exchange.account(), request, origin, sinceNanos);
        return start.unlessLimited(login, () -> judged(exchange, message, login));
    }

    private CompletionStage<LineAnswer> judged(Exchange exchange, String message, LoginTry login) {
        try {
            String proof = exchange.challenge().finish(message);
            CompletionStage<LineAnswer> judged = proof == null
                    ? start.wrong(login)
                    : start.afterPassword(login)
                            .thenApply(answer -> isUntold(answer) ? answer : answer.with(AddedField.SCRAM, proof));
            return start.counted(Way.SCRAM, judged);
        } catch (ScramException e) {
            return failed(e);
        }
    }

    /** The server's proof would tell that the client's was right. */
    private static boolean isUntold(LineAnswer answer) {
        return answer.err().equals(LineAnswer.TOO_MANY_ATTEMPTS);
    }
}

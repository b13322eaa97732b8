package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.users.account.Account;
import junretsu.users.account.Credential;
import junretsu.users.account.Credential.Scheme;
import junretsu.users.account.Username;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.password.ScramChallenge;
import junretsu.users.password.ScramException;
import junretsu.users.password.ScramHello;
import junretsu.users.verbs.ScramExchanges.Exchange;

/** SCRAM: a login in two messages, which may come by different connections. */
final class ScramLogin {
    /** The nonce of a client's last message, RFC 5802, section 7. */
    private static final Pattern LAST = Pattern.compile("c=[^,]*,r=([^,]+),.*");

    private static final Pattern NONCE = Pattern.compile("r=([^,]+),.*");

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
            Matcher last = LAST.matcher(message);
            return last.matches()
                    ? finish(exchanges.take(last.group(1)), message, request, origin)
                    : challenge(ScramHello.parse(message), request, origin);
        } catch (ScramException e) {
            return CompletableFuture.completedFuture(
                    LineAnswer.failed(LineAnswer.ERROR).with(AddedField.SCRAM, "e=" + e.getMessage()));
        }
    }

    private CompletionStage<LineAnswer> challenge(ScramHello hello, LineRequest request, Origin origin) {
        String folded = Username.fold(hello.username());
        String username = folded == null ? hello.username() : folded;
        CompletionStage<Account> found = folded == null
                ? CompletableFuture.completedFuture(null)
                : with.users().find(folded);
        return found.thenApply(account -> {
            LineAnswer limited = start.limited(username, account, request, origin);
            return limited == null ? challenge(hello, username, account) : limited;
        });
    }

    private LineAnswer challenge(ScramHello hello, String username, Account account) {
        ScramChallenge challenge = with.scram().challenge(hello, usable(account));
        Matcher nonce = NONCE.matcher(challenge.message());
        if (!nonce.matches()) {
            throw new IllegalStateException("a challenge without a nonce");
        }
        exchanges.put(
                nonce.group(1),
                new Exchange(username, account, challenge, with.clock().nanoTime()));
        return LineAnswer.ok(LineUser.NOBODY).with(AddedField.SCRAM, challenge.message());
    }

    private Credential usable(Account account) {
        boolean isSeed = account != null && account.credential().scheme() == Scheme.SEED;
        return account == null || isSeed && !with.seedUsers() ? null : account.credential();
    }

    private CompletionStage<LineAnswer> finish(Exchange exchange, String message, LineRequest request, Origin origin)
            throws ScramException {
        if (exchange == null) {
            return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.ERROR)
                    .with(AddedField.DETAIL, "this login was not begun, or took too long, or was answered before"));
        }
        String proof = exchange.challenge().finish(message);
        return proof == null
                ? CompletableFuture.completedFuture(start.wrong(exchange.username(), origin))
                : start.afterPassword(exchange.account(), request, origin)
                        .thenApply(answer -> answer.with(AddedField.SCRAM, proof));
    }
}

package junretsu.users.verbs;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import junretsu.users.account.Account;
import junretsu.users.account.SecondFactor;
import junretsu.users.account.Session;
import junretsu.users.factor.RecoveryCodes;
import junretsu.users.factor.Totp;
import junretsu.users.limit.Limited;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.password.Passwords;
import junretsu.users.verbs.LoginCounts.Way;

/** The way from a login to its session, the same whatever proved the password. */
final class SessionStart {
    private final VerbParts with;
    private final LoginCounts logins;

    SessionStart(VerbParts parts, LoginCounts logins) {
        with = parts;
        this.logins = logins;
    }

    /** Counts a login when it ends. */
    CompletionStage<LineAnswer> counted(Way way, CompletionStage<LineAnswer> login) {
        return logins.counted(way, login);
    }

    /** Lets a login be tried, or says for how long it has to wait. */
    CompletionStage<LineAnswer> unlessLimited(LoginTry login, Supplier<CompletionStage<LineAnswer>> verb) {
        return with.limits()
                .check(login.source(), isKnown(login))
                .thenCompose(
                        limited -> limited == null ? verb.get() : CompletableFuture.completedFuture(wait(limited)));
    }

    private boolean isKnown(LoginTry login) {
        Account account = login.account();
        return account != null && account.secondFactor() != null
                || with.devices().isKnown(login.request().added().text(AddedField.KNOWN_DEVICE), login.username());
    }

    private LineAnswer wait(Limited limited) {
        logins.limited(limited.why());
        return LineAnswer.failed(LineAnswer.TOO_MANY_ATTEMPTS)
                .with(AddedField.RETRY_AFTER_MS, Long.toString(limited.waitMs()));
    }

    /** The answer to a wrong password, proof or code, which counts at once, when it is time to answer. */
    CompletionStage<LineAnswer> wrong(LoginTry login) {
        return with.limits()
                .settle(login.source(), isKnown(login), false)
                .thenCombine(
                        due(login),
                        (limited, now) ->
                                limited == null ? LineAnswer.failed(LineAnswer.INVALID_PASSWORD) : wait(limited));
    }

    /** Completed when a wrong password, proof or code is to be answered. */
    private CompletionStage<Void> due(LoginTry login) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        with.passwords().refuse(login.sinceNanos(), () -> due.complete(null));
        return due;
    }

    /** Asks for the second factor where there is one, and begins the session. */
    CompletionStage<LineAnswer> afterPassword(LoginTry login) {
        Account account = login.account();
        if (account.secondFactor() == null) {
            return right(login, () -> begin(account, login.request(), login.origin()));
        }
        if (login.request().added().text(AddedField.CODE).isEmpty()) {
            LineAnswer asking = LineAnswer.failed(LineAnswer.CODE_REQUIRED);
            return afterProof(login, () -> CompletableFuture.completedFuture(asking));
        }
        return withCode(login, used -> replace(login, account.withSecondFactor(used)));
    }

    /** Checks the request's code behind its right password, and goes on with the factor of which it was used. */
    CompletionStage<LineAnswer> withCode(LoginTry login, Function<SecondFactor, CompletionStage<LineAnswer>> verb) {
        LoginTry tried = login.ofCode();
        return afterProof(tried, () -> {
            SecondFactor used =
                    used(login.account().secondFactor(), login.request().added().text(AddedField.CODE));
            return used == null ? wrong(tried) : right(tried, () -> verb.apply(used));
        });
    }

    /** Goes on, unless too many tries that were sent at once have failed before this one. */
    CompletionStage<LineAnswer> right(LoginTry login, Supplier<CompletionStage<LineAnswer>> verb) {
        return told(login, with.limits().settle(login.source(), isKnown(login), true), verb);
    }

    /** As {@link #right}, but for a password with which the login is not over yet. */
    CompletionStage<LineAnswer> afterProof(LoginTry login, Supplier<CompletionStage<LineAnswer>> verb) {
        return told(login, with.limits().check(login.source(), isKnown(login)), verb);
    }

    /** A right one that stays untold is answered when a wrong one would be: the clock must not tell it either. */
    private CompletionStage<LineAnswer> told(
            LoginTry login, CompletionStage<Limited> limits, Supplier<CompletionStage<LineAnswer>> verb) {
        return limits.thenCompose(
                limited -> limited == null ? verb.get() : due(login).thenApply(now -> wait(limited)));
    }

    private CompletionStage<LineAnswer> replace(LoginTry login, Account next) {
        return with.users()
                .replace(next)
                .thenCompose(isDone -> isDone
                        ? begin(next, login.request(), login.origin())
                        : CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY)));
    }

    /** The factor once a code was used; null when it is wrong. */
    private SecondFactor used(SecondFactor factor, String code) {
        SecondFactor used = Totp.use(factor, code, with.clock().epochMillis());
        return used == null ? RecoveryCodes.use(factor, code) : used;
    }

    /** Begins a session, and answers with its token. */
    CompletionStage<LineAnswer> begin(Account account, LineRequest request, Origin origin) {
        String token = Token.create();
        Session session = session(account.username(), Token.hash(token), origin);
        CompletionStage<Void> opened = with.policy().isOnlyOne()
                ? with.sessions().openOnly(session)
                : with.sessions().open(session);
        return opened.thenCompose(nothing -> with.users().find(account.username()))
                .thenCompose(now -> confirmed(session, change(account, now), marked(answer(account, token), request)));
    }

    /**
     * Ends a session again whose login proved a password or factor that has been replaced. A change that the look came
     * too early for ends it itself: it ends the sessions that there are when it is stored, and this one was there then.
     */
    private CompletionStage<LineAnswer> confirmed(Session session, String change, LineAnswer answer) {
        return change == null
                ? CompletableFuture.completedFuture(answer)
                : with.sessions()
                        .end(session.username(), session.tokenHash())
                        .thenApply(ended -> LineAnswer.failed(change));
    }

    /** The answer to a login that another password or factor has overtaken; null when it proved those of now. */
    private static String change(Account proven, Account now) {
        if (now == null || !Passwords.isSamePassword(proven.credential(), now.credential())) {
            return LineAnswer.INVALID_PASSWORD;
        }
        return Arrays.equals(secret(proven), secret(now)) ? null : LineAnswer.BUSY;
    }

    private static byte[] secret(Account account) {
        return account.secondFactor() == null ? null : account.secondFactor().secret();
    }

    /** The answer with the mark of a device that is known from now on, where one was asked for. */
    private LineAnswer marked(LineAnswer answer, LineRequest request) {
        return request.added().has(AddedField.KNOWN_DEVICE)
                ? answer.with(
                        AddedField.KNOWN_DEVICE,
                        with.devices().cookie(answer.user().username()))
                : answer;
    }

    private Session session(String username, byte[] tokenHash, Origin origin) {
        long now = with.clock().epochMillis();
        return new Session(
                tokenHash, username, now, now, now + with.policy().lifetimeMs(), origin.address(), origin.device());
    }

    /** An account as its owner sees it. */
    static LineAnswer answer(Account account, String token) {
        LineAnswer answer = LineAnswer.ok(new LineUser(account.username(), "", account.nickname(), token));
        if (!account.picture().isEmpty()) {
            answer = answer.with(AddedField.IMAGE, account.picture());
        }
        SecondFactor factor = account.secondFactor();
        return factor == null
                ? answer
                : answer.with(
                        AddedField.RECOVERY_CODES_LEFT,
                        Integer.toString(factor.recoveryHashes().size()));
    }
}

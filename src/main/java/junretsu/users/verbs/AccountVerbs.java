package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.base.Causes;
import junretsu.base.DistinctErrors;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.line.Accounts;
import junretsu.users.line.AddedField;
import junretsu.users.line.AnswerTaker;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;

/** Handles requests in this process. Any thread may call; nothing waits. */
public final class AccountVerbs implements Accounts {
    private final Registration registration;
    private final PasswordLogin passwordLogin;
    private final ScramLogin scramLogin;
    private final OwnAccount account;
    private final OwnPicture picture;
    private final OwnFactor factor;
    private final OwnSessions sessions;
    private final LoginCounts logins = new LoginCounts();
    private final LineAnswer about;
    private final DistinctErrors errors;

    public AccountVerbs(VerbParts parts) {
        SessionStart start = new SessionStart(parts, logins);
        OwnSession own = new OwnSession(parts);
        registration = new Registration(parts, start);
        passwordLogin = new PasswordLogin(parts, start);
        scramLogin = new ScramLogin(parts, start);
        OwnPassword password = new OwnPassword(parts, start);
        AccountChange change = new AccountChange(parts);
        account = new OwnAccount(parts, own, password, change);
        picture = new OwnPicture(parts, own, change);
        factor = new OwnFactor(parts, own, password, change, start);
        sessions = new OwnSessions(parts, own);
        about = LineAnswer.ok(LineUser.NOBODY)
                .with(AddedField.PASSWORD_MIN, Integer.toString(parts.rules().charactersMin()))
                .with(AddedField.SEED_USERS, Boolean.toString(parts.seedUsers()));
        errors = parts.errors();
    }

    /** The logins so far. */
    public LoginCounts logins() {
        return logins;
    }

    @Override
    public void handle(LineRequest request, Origin origin, AnswerTaker answer) {
        stage(request, origin, answer::isWanted)
                .whenComplete((done, failure) -> answer.accept(failure == null ? done : failed(request, failure)));
    }

    private CompletionStage<LineAnswer> stage(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        return switch (request.verb()) {
            case REGISTER -> registration.register(request, origin, isWanted);
            case LOGIN -> passwordLogin.login(request, origin, isWanted);
            case SCRAM -> scramLogin.answer(request, origin);
            case UPDATE_NICKNAME -> account.rename(request);
            case UPDATE_IMAGE -> picture.change(request);
            case GET_IMAGE -> picture.find(request);
            case UPDATE_PASSWORD -> account.changePassword(request, origin, isWanted);
            case TOTP_BEGIN -> factor.begin(request);
            case TOTP_CONFIRM -> factor.confirm(request, origin, isWanted);
            case TOTP_END -> factor.end(request, origin, isWanted);
            case TOTP_CODES -> factor.renewCodes(request, origin, isWanted);
            case VALIDATE -> sessions.validate(request);
            case LOGOUT -> sessions.end(request);
            case LOGOUT_ALL -> sessions.endAll(request);
            case SESSIONS -> sessions.list(request);
            case ABOUT -> CompletableFuture.completedFuture(about);
            case FRONT -> throw new IllegalArgumentException("fronts introduce themselves to the connection");
        };
    }

    private LineAnswer failed(LineRequest request, Throwable failure) {
        Throwable cause = Causes.of(failure);
        if (cause instanceof StoreUnavailable) {
            errors.record("handling " + request.verb() + ": " + cause.getMessage());
            return LineAnswer.failed(LineAnswer.UNAVAILABLE);
        }
        errors.record("handling " + request.verb(), cause);
        return LineAnswer.failed(LineAnswer.ERROR);
    }
}

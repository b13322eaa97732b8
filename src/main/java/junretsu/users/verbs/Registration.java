package junretsu.users.verbs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import junretsu.users.account.Account;
import junretsu.users.account.Nickname;
import junretsu.users.account.Username;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.password.PasswordRules;

/** REGISTER: a new account, and its first session. */
final class Registration {
    private final VerbParts with;
    private final SessionStart start;
    private final PasswordStages passwords;

    Registration(VerbParts parts, SessionStart start) {
        with = parts;
        this.start = start;
        passwords = new PasswordStages(parts.passwords());
    }

    CompletionStage<LineAnswer> register(LineRequest request, Origin origin, BooleanSupplier isWanted) {
        LineUser asked = request.user();
        String username = Username.fold(asked.username());
        String nickname = asked.nickname().isEmpty() ? asked.username() : asked.nickname();
        String problem = problem(username, nickname, asked.password());
        if (problem != null) {
            return CompletableFuture.completedFuture(refused(problem));
        }
        return with.users()
                .find(username)
                .thenCompose(known -> known == null
                        ? add(username, Nickname.normalized(nickname), request, origin, isWanted)
                        : CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.USER_EXISTS)));
    }

    /** The reason why there can be no such account; null when there can. */
    private String problem(String username, String nickname, String password) {
        if (username == null) {
            return Username.RULE;
        }
        Nickname.Problem ofNickname = Nickname.problem(nickname);
        if (ofNickname != null) {
            return ofNickname.sentence();
        }
        PasswordRules.Problem ofPassword = with.rules().problem(password, username);
        return ofPassword == null ? null : with.rules().sentence(ofPassword);
    }

    private static LineAnswer refused(String problem) {
        return LineAnswer.failed(LineAnswer.REGISTRATION_ERROR).with(AddedField.DETAIL, problem);
    }

    private CompletionStage<LineAnswer> add(
            String username, String nickname, LineRequest request, Origin origin, BooleanSupplier isWanted) {
        byte[] password = PasswordRules.bytes(request.user().password());
        return passwords.create(password, isWanted).thenCompose(credential -> {
            if (credential == null) {
                return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.BUSY));
            }
            Account account = new Account(
                    username, nickname, "", credential, null, 1, with.clock().epochMillis());
            return with.users()
                    .add(account)
                    .thenCompose(isNew -> isNew
                            ? start.begin(account, request, origin)
                            : CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.USER_EXISTS)));
        });
    }
}

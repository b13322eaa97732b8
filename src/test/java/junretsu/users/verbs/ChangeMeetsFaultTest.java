package junretsu.users.verbs;

import static junretsu.users.verbs.VerbsFixture.HALL;
import static junretsu.users.verbs.VerbsFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import junretsu.testing.Authenticator;
import junretsu.users.account.SessionStore;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.account.UserStore;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that shut somebody out, while one of the stores fails. */
class ChangeMeetsFaultTest {
    private static final String FRESH = "another long password";

    private VerbsFixture with;
    private String token;
    private String others;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        with = new VerbsFixture(directory, null);
        token = with.register("alice");
        others = with.ask(Verb.LOGIN, "alice", PASSWORD, "", "").user().token();
    }

    @AfterEach
    void stop() throws Exception {
        with.close();
    }

    private static <T> CompletionStage<T> unavailable() {
        return CompletableFuture.failedFuture(new StoreUnavailable("a test's fault", null));
    }

    /** Makes changes, of which nobody is told. */
    private UserStore forgetful() {
        UserStore real = with.stores().users();
        return altered(UserStore.class, (proxy, method, words) -> {
            Object answer = method.invoke(real, words);
            return method.getName().equals("replace")
                    ? ((CompletionStage<?>) answer).thenCompose(done -> unavailable())
                    : answer;
        });
    }

    /** Ends no sessions. */
    private SessionStore endless() {
        SessionStore real = with.stores().sessions();
        return altered(
                SessionStore.class,
                (proxy, method, words) ->
                        method.getName().equals("endAll") ? unavailable() : method.invoke(real, words));
    }

    private static <T> T altered(Class<T> store, InvocationHandler calls) {
        return store.cast(Proxy.newProxyInstance(store.getClassLoader(), new Class<?>[] {store}, calls));
    }

    private LineAnswer ask(UserStore users, SessionStore sessions, Verb verb, LineFields added) throws Exception {
        CompletableFuture<LineAnswer> answer = new CompletableFuture<>();
        new AccountVerbs(with.parts(users, sessions))
                .handle(new LineRequest(verb, new LineUser("", PASSWORD, "", token), added), HALL, answer::complete);
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static LineFields freshPassword() {
        return LineFields.NONE.with(AddedField.NEW_PASSWORD, FRESH);
    }

    private LineFields secondFactor() throws Exception {
        String secret = with.with(Verb.TOTP_BEGIN, "", token).added().text(AddedField.SECRET);
        return LineFields.NONE.with(AddedField.SECRET, secret).with(AddedField.CODE, new Authenticator(secret).code(0));
    }

    private void assertOthersHaveEnded() throws Exception {
        assertThat(with.with(Verb.VALIDATE, "", others).err()).isEqualTo(LineAnswer.INVALID_TOKEN);
        assertThat(with.with(Verb.VALIDATE, "", token).err()).isEmpty();
    }

    @Test
    void aPasswordThatWasStoredWithoutAnAnswerEndsTheOtherSessions() throws Exception {
        LineAnswer answer = ask(forgetful(), with.stores().sessions(), Verb.UPDATE_PASSWORD, freshPassword());
        assertThat(answer.err()).isEqualTo(LineAnswer.UNAVAILABLE);
        assertThat(with.ask(Verb.LOGIN, "alice", FRESH, "", "").err()).isEmpty();
        assertOthersHaveEnded();
    }

    @Test
    void aSecondFactorThatWasStoredWithoutAnAnswerEndsTheOtherSessions() throws Exception {
        LineAnswer answer = ask(forgetful(), with.stores().sessions(), Verb.TOTP_CONFIRM, secondFactor());
        assertThat(answer.err()).isEqualTo(LineAnswer.UNAVAILABLE);
        assertThat(with.account("alice").secondFactor()).isNotNull();
        assertOthersHaveEnded();
    }

    @Test
    void nothingIsChangedWhereTheOtherSessionsCannotBeEnded() throws Exception {
        long version = with.account("alice").version();
        LineAnswer answer = ask(with.stores().users(), endless(), Verb.UPDATE_PASSWORD, freshPassword());
        assertThat(answer.err()).isEqualTo(LineAnswer.UNAVAILABLE);
        answer = ask(with.stores().users(), endless(), Verb.TOTP_CONFIRM, secondFactor());
        assertThat(answer.err()).isEqualTo(LineAnswer.UNAVAILABLE);
        assertThat(with.account("alice").version()).isEqualTo(version);
        assertThat(with.with(Verb.VALIDATE, "", others).err()).isEmpty();
    }
}

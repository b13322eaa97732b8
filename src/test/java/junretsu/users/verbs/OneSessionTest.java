package junretsu.users.verbs;

import static junretsu.users.verbs.VerbsFixture.HALL;
import static junretsu.users.verbs.VerbsFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.users.limit.LocalLimits;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins of which each ends the account's other sessions. */
class OneSessionTest {
    private static final int LOGINS = 20;

    private final LateLimits limits = new LateLimits(new LocalLimits(Clock.SYSTEM));

    @TempDir
    private Path directory;

    @Test
    void ofManyLoginsAtOnceOneIsLeft() throws Exception {
        try (VerbsFixture with = new VerbsFixture(directory, null, limits, true)) {
            with.register("alice");
            LineRequest login = new LineRequest(Verb.LOGIN, new LineUser("alice", PASSWORD, "", ""));
            assertThat(with.ask(login, HALL).err()).isEmpty();
            limits.hold();
            List<CompletableFuture<LineAnswer>> answers =
                    Stream.generate(() -> with.begin(login, HALL)).limit(LOGINS).toList();
            limits.answer(LOGINS);
            for (CompletableFuture<LineAnswer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS).err()).isEmpty();
            }
            assertThat(with.stores()
                            .sessions()
                            .list("alice")
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }
}

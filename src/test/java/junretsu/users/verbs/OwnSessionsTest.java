package junretsu.users.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineSession;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSessionsTest {
    @TempDir
    private Path directory;

    @Test
    void theOwnSessionIsListedAndEndedByItsNumberHoweverManyAreNewer() throws Exception {
        try (VerbsFixture with = new VerbsFixture(directory, null)) {
            String token = with.register("alice");
            long laterMs = System.currentTimeMillis() + 1_000;
            SessionStore sessions = with.stores().sessions();
            List<CompletableFuture<Void>> opened = new ArrayList<>();
            for (int i = 0; i < SessionStore.LISTED_MAX; i++) {
                byte[] hash = ByteBuffer.allocate(32).putInt(i).array();
                Session newer = new Session(hash, "alice", laterMs, laterMs, laterMs + 3_600_000, "", "");
                opened.add(sessions.open(newer).toCompletableFuture());
            }
            CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            List<LineSession> listed = with.with(Verb.SESSIONS, "", token).sessions();
            assertThat(listed).hasSize(SessionStore.LISTED_MAX);
            List<LineSession> own = listed.stream().filter(LineSession::isOwn).toList();
            assertThat(own).hasSize(1);
            assertThat(with.with(
                                    Verb.LOGOUT,
                                    "",
                                    token,
                                    AddedField.SESSION,
                                    own.get(0).number())
                            .err())
                    .isEmpty();
            assertThat(with.with(Verb.VALIDATE, "", token).success()).isFalse();
        }
    }
}

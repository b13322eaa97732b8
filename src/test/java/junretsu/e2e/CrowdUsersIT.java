package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import junretsu.testing.FrontClient;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.VoteSocket;
import junretsu.testing.VoteSocket.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Voters who log in first, at a users server. */
class CrowdUsersIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String PHONE = VoteSocket.client(1);
    private static final String LAPTOP = VoteSocket.client(2);

    @TempDir
    Path data;

    @Test
    void onlyThoseWhoHaveLoggedInVoteAndAnAccountHasOneRate() throws Exception {
        try (JunretsuProcess users = JunretsuProcess.serveUsers(Setup.oldest(), data.resolve("users"));
                JunretsuProcess votes = serve(users.http())) {
            String ann = register(users, "ann");
            assertThatThrownBy(() -> VoteSocket.open(votes, PHONE)).hasMessageContaining("WebSocketHandshake");
            assertThatThrownBy(() -> VoteSocket.open(votes, PHONE, "Cookie", "session=nobody"))
                    .hasMessageContaining("WebSocketHandshake");
            try (VoteSocket phone = VoteSocket.open(votes, PHONE, "Cookie", ann);
                    VoteSocket laptop = VoteSocket.open(votes, LAPTOP, "Cookie", ann);
                    VoteSocket ben = VoteSocket.open(votes, PHONE, "Cookie", register(users, "ben"))) {
                phone.send(1, new byte[8]);
                assertThat(phone.answer()).isEqualTo(new Answer(1, 8, 0));
                laptop.send(1, new byte[100]);
                Answer second = laptop.answer();
                assertThat(second.counted()).isBetween(2L, 9L);
                assertThat(second.limited()).isEqualTo(100 - second.counted());
                ben.send(1, new byte[8]);
                assertThat(ben.answer()).isEqualTo(new Answer(1, 8, 0));
                assertThat(votes.count("total")).isEqualTo(16 + second.counted());
            }
            assertThat(post(votes, ann).body()).startsWith("{\"acknowledged\":2,");
            assertThat(post(votes, "session=nobody").statusCode()).isEqualTo(401);
            assertThat(votes.metric("junretsu_votes_crowd_refused_total{reason=\"account\"}"))
                    .isEqualTo(3);
            votes.requireQuiet();
        }
    }

    @Test
    void thePageLeadsToTheUsersServer() throws Exception {
        try (JunretsuProcess users = JunretsuProcess.serveUsers(Setup.oldest(), data.resolve("users"));
                JunretsuProcess votes = serve(users.http())) {
            String ann = register(users, "ann");
            assertThat(page(votes, "").statusCode()).isEqualTo(303);
            assertThat(page(votes, "").headers().firstValue("Location")).hasValue(users.http());
            assertThat(page(votes, ann).statusCode()).isEqualTo(200);
            users.kill();
            assertThat(page(votes, ann).statusCode()).isEqualTo(200);
            assertThat(page(votes, "session=another").statusCode()).isEqualTo(503);
        }
    }

    private JunretsuProcess serve(String users) {
        return JunretsuProcess.serve(Setup.oldest(), data.resolve("votes"), "--crowd-rate", "1/s", "--users", users);
    }

    private static String register(JunretsuProcess users, String name) {
        FrontClient client = new FrontClient(users);
        client.done("POST", "/api/register", "username", name, "password", PASSWORD);
        return "session=" + client.cookie("session");
    }

    private static HttpResponse<String> page(JunretsuProcess votes, String cookie) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(votes.http() + "/vote")).header("Cookie", cookie));
    }

    private static HttpResponse<String> post(JunretsuProcess votes, String cookie) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(votes.http() + "/vote?client=" + PHONE))
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofByteArray(VoteSocket.message(2, (byte) 1))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

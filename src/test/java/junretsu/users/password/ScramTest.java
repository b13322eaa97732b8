package junretsu.users.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junretsu.users.account.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScramTest {
    private static final HashCost CHEAP = new HashCost(1_024, 1);
    private static final byte[] PASSWORD = "correct horse".getBytes(UTF_8);

    private final PasswordHash hash = new PasswordHash(Pepper.NONE);
    private final DummyCredentials dummies = new DummyCredentials(new byte[32], CHEAP);
    private final ScramServer server = new ScramServer(dummies, Pepper.NONE, () -> "server");
    private final ScramClient client = new ScramClient("alice", "client", false);

    @Test
    void bothSidesProveThatTheyKnowThePassword() throws Exception {
        Credential stored = hash.credential(PASSWORD, CHEAP);
        assertThat(client.first()).isEqualTo("n,,n=alice,r=client");
        ScramChallenge challenge = server.challenge(ScramHello.parse(client.first()), stored);
        assertThat(challenge.message())
                .matches("r=clientserver,f=\\$argon2id\\$v=19\\$m=1024,t=1,p=1\\$[A-Za-z0-9+/]{22}");
        String last =
                client.last(ScramSecret.of(client.hash(challenge.message()).saltedPassword(PASSWORD, new Argon2id())));
        assertThat(last).matches("c=biws,r=clientserver,p=[A-Za-z0-9+/]{43}=");
        String answer = challenge.finish(last);
        assertThat(answer).startsWith("v=");
        assertThat(client.isServerProven(answer)).isTrue();
        assertThat(client.isServerProven("v=" + "A".repeat(43) + "=")).isFalse();
    }

    @Test
    void aWrongPasswordIsNoProof() throws Exception {
        ScramChallenge challenge = server.challenge(hello(), hash.credential(PASSWORD, CHEAP));
        assertThat(challenge.finish(lastMessage(challenge, "Correct horse"))).isNull();
    }

    @Test
    void aPepperIsNothingThatAClientNotices() throws Exception {
        Pepper pepper = Pepper.of(new byte[] {1, 2, 3});
        Credential stored = new PasswordHash(pepper).credential(PASSWORD, CHEAP);
        ScramChallenge challenge = new ScramServer(dummies, pepper).challenge(hello(), stored);
        assertThat(client.isServerProven(challenge.finish(lastMessage(challenge, "correct horse"))))
                .isTrue();
    }

    @Test
    void anUnknownUserCannotBeToldFromAWrongPassword() throws Exception {
        ScramChallenge first = server.challenge(hello(), null);
        ScramChallenge second = server.challenge(hello(), null);
        assertThat(first.message()).isEqualTo(second.message());
        ScramChallenge known = server.challenge(hello(), hash.credential(PASSWORD, CHEAP));
        assertThat(first.message()).hasSameSizeAs(known.message()).isNotEqualTo(known.message());
        assertThat(first.message().split("\\$")[2]).isEqualTo(known.message().split("\\$")[2]);
        assertThat(first.finish(lastMessage(first, "correct horse"))).isNull();
        ScramHello bob = ScramHello.parse("n,,n=bob,r=client");
        assertThat(server.challenge(bob, null).message()).isNotEqualTo(first.message());
    }

    @Test
    void aSeededAccountLogsInWithItsQuickHashWhereTheClientTakesIt() throws Exception {
        Credential stored = new SeedUsers(0).account(7).credential();
        ScramChallenge challenge = server.challenge(hello(), stored);
        assertThat(challenge.message()).contains("f=$junretsu-seed$");
        assertThatThrownBy(() -> client.hash(challenge.message())).isInstanceOf(ScramException.class);
        ScramClient lenient = new ScramClient("alice", "client", true);
        byte[] salted = lenient.hash(challenge.message()).saltedPassword("pass7".getBytes(UTF_8), null);
        assertThat(lenient.isServerProven(challenge.finish(lenient.last(ScramSecret.of(salted)))))
                .isTrue();
    }

    @Test
    void aProofOfAnotherExchangeIsRejected() throws Exception {
        Credential stored = hash.credential(PASSWORD, CHEAP);
        ScramServer random = new ScramServer(dummies, Pepper.NONE);
        ScramChallenge heard = random.challenge(hello(), stored);
        String last = lastMessage(heard, "correct horse");
        ScramChallenge now = random.challenge(hello(), stored);
        assertThatThrownBy(() -> now.finish(last)).hasMessage("other-error");
        String renamed =
                last.replace(heard.message().split(",")[0], now.message().split(",")[0]);
        assertThat(now.finish(renamed)).isNull();
        assertThat(heard.finish(last)).startsWith("v=");
    }

    @Test
    void aClientTakesNoAnswerToAnotherExchange() {
        String hash = ",f=$argon2id$v=19$m=1024,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA";
        assertThatThrownBy(() -> client.hash("r=other-server" + hash)).isInstanceOf(ScramException.class);
        assertThatThrownBy(() -> client.hash("r=client" + hash)).isInstanceOf(ScramException.class);
        assertThatThrownBy(() -> client.hash("r=client1,s=AAAA,i=4096")).isInstanceOf(ScramException.class);
        assertThatThrownBy(() -> client.hash("r=client1,f=$argon2id$v=19$m=9999999,t=1,p=1$AAAA"))
                .isInstanceOf(ScramException.class);
        assertThatThrownBy(() -> client.hash("r=client1,f=$argon2id$v=19$m=1024,t=1,p=1$A"))
                .isInstanceOf(ScramException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p=tls-exporter,,n=alice,r=client | channel-binding-not-supported",
                "n,a=bob,n=alice,r=client | other-error",
                "n,,m=new,n=alice,r=client | extensions-not-supported",
                "n,,n=al=ice,r=client | invalid-username-encoding",
                "n,,n=,r=client | other-error",
                "n,,n=alice,r= | other-error",
                "n,,n=alice,r=with space | other-error",
                "n,,n=alice | other-error",
                "n,,r=client,n=alice | other-error",
                "x,,n=alice,r=client | other-error",
                "'' | other-error"
            })
    void aFirstMessageThatAsksForMoreIsRejectedWithTheErrorOfRfc5802(String message, String error) {
        assertThatThrownBy(() -> ScramHello.parse(message))
                .isInstanceOf(ScramException.class)
                .hasMessage(error);
    }

    @Test
    void aNameMayHoldCommasAndEqualsSigns() throws Exception {
        ScramHello hello = ScramHello.parse(new ScramClient("a,b=2Cc", "client", false).first());
        assertThat(hello.username()).isEqualTo("a,b=2Cc");
        assertThat(ScramHello.parse("y,,n=alice,r=client,x=1").header()).isEqualTo("y,,");
    }

    @Test
    void aFirstMessageOfMoreThan512CharactersIsRejected() throws Exception {
        String longest = "n,,n=" + "a".repeat(254) + ",r=" + "c".repeat(128) + ",x=";
        longest += "e".repeat(512 - longest.length());
        assertThat(ScramHello.parse(longest).bare()).endsWith("e");
        String longer = longest + "e".repeat(60_000);
        assertThatThrownBy(() -> ScramHello.parse(longer))
                .isInstanceOf(ScramException.class)
                .hasMessage("other-error");
    }

    @Test
    void aLastMessageMustBindTheChannelOfTheFirst() throws Exception {
        ScramChallenge challenge = server.challenge(ScramHello.parse("y,,n=alice,r=client"), null);
        String proof = ",r=clientserver,p=" + "A".repeat(43) + "=";
        assertThatThrownBy(() -> challenge.finish("c=biws" + proof)).hasMessage("channel-bindings-dont-match");
        assertThat(challenge.finish("c=eSws" + proof)).isNull();
        assertThatThrownBy(() -> challenge.finish("c=eSws,r=clientserver,p=AAAA"))
                .hasMessage("invalid-encoding");
        assertThatThrownBy(() -> challenge.finish("c=eSws,r=clientserver,p=???"))
                .hasMessage("invalid-encoding");
        assertThatThrownBy(() -> challenge.finish("")).isInstanceOf(ScramException.class);
    }

    private static ScramHello hello() throws ScramException {
        return ScramHello.parse("n,,n=alice,r=client");
    }

    private String lastMessage(ScramChallenge challenge, String password) throws ScramException {
        byte[] salted = client.hash(challenge.message()).saltedPassword(password.getBytes(UTF_8), new Argon2id());
        return client.last(ScramSecret.of(salted));
    }
}

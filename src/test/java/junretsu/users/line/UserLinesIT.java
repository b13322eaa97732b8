package junretsu.users.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.net.tcp.LoopSite;
import junretsu.net.tcp.TcpLimit;
import junretsu.testing.Seed;
import junretsu.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The line protocol as a client sees it. The accounts answer with what they were asked. */
@Timeout(120)
class UserLinesIT {
    private static final FrontKey KEY = new FrontKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final String EMPTY_USER =
            "\"User\":{\"Username\":\"\",\"Password\":\"\",\"Nickname\":\"\",\"Token\":\"\"}";
    private static final int GARBAGE_LINES = Integer.getInteger("junretsu.lines", 100_000);

    private static final Queue<AnswerTaker> KEPT = new ConcurrentLinkedQueue<>();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final DistinctErrors errors = new DistinctErrors(faults::add, Clock.SYSTEM);
    private final AtomicLong watched = new AtomicLong();

    private LoopSite site(FrontKey key) throws IOException {
        return new LoopSite(
                () -> new UserLines(
                        UserLinesIT::answer,
                        key,
                        Clock.SYSTEM,
                        (verb, answer, nanos, heldNanos) -> watched.incrementAndGet(),
                        errors),
                LoopSite.LIMITS,
                2,
                100);
    }

    private static void answer(LineRequest request, Origin origin, AnswerTaker answer) {
        if (request.user().username().equals("fault")) {
            throw new IllegalStateException("a fault of the accounts");
        }
        if (request.user().username().equals("kept")) {
            KEPT.add(answer);
            return;
        }
        answer.accept(LineAnswer.ok(request.user())
                .with(AddedField.ADDRESS, origin.address() + "/" + origin.isFront())
                .with(
                        AddedField.IMAGE,
                        String.valueOf(request.added().text(AddedField.IMAGE).length())));
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void aClientOfTheFirstVersionSeesWhatItAlwaysSaw() throws Exception {
        try (LoopSite site = site(null);
                Socket client = site.connect()) {
            send(
                    client,
                    "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"ann\",\"Nickname\":\"50%d off <\\u0000\\u05d0\"}}\n");
            send(
                    client,
                    "\n\r\nnonsense\n{\"Format\":\"NONE\"}\n{\"format\":\"LOGOUT\",\"user\":{\"USERNAME\":\"fault\"}}\r\n");
            send(client, "STOP\n{\"Format\":\"LOGIN\"}\n");
            BufferedReader answers = reader(client);
            assertThat(answers.readLine())
                    .isEqualTo("{\"Success\":true,\"User\":{\"Username\":\"ann\",\"Password\":\"\","
                            + "\"Nickname\":\"50%d off \\u003c\\u0000\u05d0\",\"Token\":\"\"},\"Err\":\"\"}");
            for (int i = 0; i < 4; i++) {
                assertThat(answers.readLine())
                        .isEqualTo("{\"Success\":false," + EMPTY_USER + ",\"Err\":\"Invalid packet\"}");
            }
            assertThat(answers.readLine()).isEqualTo("{\"Success\":false," + EMPTY_USER + ",\"Err\":\"Error\"}");
            assertThat(answers.readLine()).isNull();
            assertThat(faults).containsExactly("handling LOGOUT: a fault of the accounts");
            assertThat(watched).hasValue(6);
        }
    }

    @Test
    void whoSendsAnIdGetsItBackWithTheAddedFields() throws Exception {
        try (LoopSite site = site(null);
                Socket client = site.connect()) {
            send(client, "{\"Format\":\"LOGIN\",\"Id\":\"x\\u0041\"}\n{\"Id\":7,\"Format\":\"LOGON\"}\n");
            send(client, "{\"Format\":\"SESSIONS\"}\n{\"Format\":\"LOGIN\",\"Id\":1,\"Address\":\"192.0.2.1\"}\n");
            BufferedReader answers = reader(client);
            assertThat(answers.readLine())
                    .endsWith("\"Err\":\"\",\"Id\":\"x\\u0041\",\"Image\":\"0\",\"Address\":\"127.0.0.1/false\"}");
            assertThat(answers.readLine())
                    .contains("\"Err\":\"Invalid packet\",\"Id\":7,\"Detail\":\"at byte ")
                    .contains("the Format is none of [REGISTER, LOGIN, ");
            assertThat(answers.readLine()).endsWith("\"Err\":\"\",\"Image\":\"0\",\"Address\":\"127.0.0.1/false\"}");
            assertThat(answers.readLine()).contains("\"Success\":false").contains("Only a front says");
        }
    }

    @Test
    void anAnswerIsWantedUntilTheClientSendsNothingMore() throws Exception {
        String asking = "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"kept\"}}\n";
        try (LoopSite site = site(null)) {
            Socket left = site.connect();
            send(left, asking);
            AnswerTaker given = kept();
            assertThat(given.isWanted()).isTrue();
            left.close();
            Waiting.until("the client to have left", () -> !given.isWanted());
            given.accept(LineAnswer.failed(LineAnswer.BUSY));
            try (Socket silent = site.connect()) {
                send(silent, asking);
                silent.shutdownOutput();
                AnswerTaker waited = kept();
                Waiting.until("the end of what is sent", () -> !waited.isWanted());
                waited.accept(LineAnswer.failed(LineAnswer.BUSY));
                assertThat(reader(silent).readLine()).contains("\"Busy\"");
            }
            Waiting.until("both to be gone", () -> site.listener().connections() == 0);
        }
    }

    private static AnswerTaker kept() {
        Waiting.until("a request", () -> !KEPT.isEmpty());
        return KEPT.remove();
    }

    @Test
    void aLineWithAPictureMayBeLongerIfItSaysSoInItsBeginning() throws Exception {
        try (LoopSite site = site(null)) {
            String picture = "x".repeat(250_000);
            try (Socket client = site.connect()) {
                send(client, "{\"Format\":\"UPDATE_IMAGE\",\"Id\":1,\"Image\":\"" + picture + "\"}\n");
                assertThat(reader(client).readLine()).contains("\"Image\":\"250000\"");
            }
            for (String tooLong : List.of(
                    "{\"Format\":\"UPDATE_IMAGE\",\"Image\":\"" + picture + picture + "\"}\n",
                    "{\"Format\":\"LOGIN\",\"Image\":\"" + picture + "\"}\n")) {
                try (Socket client = site.connect()) {
                    send(client, tooLong);
                    assertThat(reader(client).readLine())
                            .contains("\"Success\":false")
                            .contains("up to 65536 bytes");
                }
            }
            assertThat(site.ended(TcpLimit.MESSAGE_BYTES)).isEqualTo(2);
        }
    }

    @Test
    void onlyAFrontThatKnowsTheKeySpeaksWhereThereIsOneAndSaysWhoseAddressItIs() throws Exception {
        String asking = "{\"Format\":\"LOGIN\",\"Id\":1,\"Address\":\"2001:db8::1\"}\n";
        try (LoopSite site = site(KEY)) {
            try (Socket client = site.connect()) {
                introduce(client, KEY);
                send(client, asking + "{\"Format\":\"LOGIN\",\"Id\":2}\n");
                BufferedReader answers = reader(client);
                assertThat(answers.readLine())
                        .contains("\"Success\":true")
                        .contains("\"Address\":\"2001:db8::1/true\"");
                assertThat(answers.readLine()).contains("\"Address\":\"127.0.0.1/true\"");
            }
            String nonce = FrontKey.nonce();
            for (String wrong : List.of(
                    asking,
                    "{\"Format\":\"FRONT\"}\n",
                    "{\"Format\":\"FRONT\",\"Nonce\":\"short\"}\n",
                    "{\"Format\":\"FRONT\",\"Proof\":\"" + KEY.frontProof(nonce, nonce) + "\"}\n")) {
                try (Socket client = site.connect()) {
                    send(client, wrong + asking);
                    BufferedReader answers = reader(client);
                    assertThat(answers.readLine()).contains("\"Success\":false");
                    assertThat(answers.readLine()).isNull();
                }
            }
        }
    }

    @Test
    void aFrontAndABackEndWithDifferentKeysPartAndAnOldProofIsWorthNothing() throws Exception {
        FrontKey other = new FrontKey("another key than that".getBytes(StandardCharsets.US_ASCII));
        try (LoopSite site = site(KEY);
                Socket client = site.connect()) {
            String nonce = FrontKey.nonce();
            send(client, "{\"Format\":\"FRONT\",\"Nonce\":\"" + nonce + "\"}\n");
            BufferedReader answers = reader(client);
            LineAnswer challenge = parse(answers.readLine());
            String backNonce = challenge.added().text(AddedField.NONCE);
            assertThat(challenge.added().text(AddedField.PROOF)).isEqualTo(KEY.backProof(nonce, backNonce));
            String proof = other.frontProof(nonce, backNonce);
            send(client, "{\"Format\":\"FRONT\",\"Proof\":\"" + proof + "\"}\n{\"Format\":\"LOGIN\"}\n");
            assertThat(answers.readLine()).contains("This is not the front key");
            assertThat(answers.readLine()).isNull();
            try (Socket again = site.connect()) {
                send(
                        again,
                        "{\"Format\":\"FRONT\",\"Nonce\":\"" + nonce + "\"}\n{\"Format\":\"FRONT\",\"Proof\":\""
                                + KEY.frontProof(nonce, backNonce) + "\"}\n");
                answers = reader(again);
                assertThat(answers.readLine()).contains("\"Success\":true");
                assertThat(answers.readLine()).contains("\"Success\":false");
            }
        }
        try (LoopSite site = site(null);
                Socket client = site.connect()) {
            send(client, "{\"Format\":\"FRONT\",\"Nonce\":\"" + FrontKey.nonce() + "\"}\n");
            assertThat(reader(client).readLine()).contains("This server has no front key");
        }
    }

    private static LineAnswer parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new AnswerParser().parse(bytes, 0, bytes.length);
    }

    private static void introduce(Socket client, FrontKey key) throws IOException {
        FrontIntroduction introduction = new FrontIntroduction(key);
        BufferedReader answers = reader(client);
        for (LineRequest next = introduction.first();
                next != null;
                next = introduction.next(parse(answers.readLine()))) {
            byte[] line = new byte[RequestWriter.bytesMax(next)];
            client.getOutputStream().write(line, 0, RequestWriter.write(next, 0, line, 0));
        }
    }

    /** Each line of garbage has one answer in its place; between them stand requests whose answers show that. */
    @Test
    void everyLineOfGarbageHasOneAnswerInItsPlace() throws Exception {
        long seed = Seed.draw();
        try (LoopSite site = site(null);
                Socket client = site.connect()) {
            Thread sender = new Thread(() -> sendGarbage(client, new Random(seed)));
            sender.start();
            BufferedReader answers = reader(client);
            for (int i = 0; i < GARBAGE_LINES; i++) {
                String answer = answers.readLine();
                String expected = i % 2 == 0 ? "\"Err\":\"Invalid packet\"" : "\"Id\":" + i + ",";
                if (answer == null || !answer.contains(expected)) {
                    assertThat(answer).as("seed %d, line %d", seed, i).contains(expected);
                }
            }
            sender.join();
            assertThat(site.faults()).isZero();
            assertThat(faults).isEmpty();
        }
    }

    private static void sendGarbage(Socket client, Random random) {
        try {
            OutputStream out = client.getOutputStream();
            byte[] bytes = new byte[300];
            for (int i = 0; i < GARBAGE_LINES; i++) {
                if (i % 2 == 1) {
                    out.write(("{\"Format\":\"LOGIN\",\"Id\":" + i + "}\n").getBytes(StandardCharsets.US_ASCII));
                    continue;
                }
                random.nextBytes(bytes);
                int length = random.nextInt(bytes.length);
                for (int b = 0; b < length; b++) {
                    bytes[b] = bytes[b] == '\n' ? (byte) ' ' : random.nextInt(3) == 0 ? (byte) '"' : bytes[b];
                }
                bytes[0] = '{';
                bytes[length] = '\n';
                out.write(bytes, 0, length + 1);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void halfLinesOfManyClientsHoldNobodyUp() throws Exception {
        try (LoopSite site = site(null);
                Socket client = site.connect()) {
            Socket[] halves = new Socket[90];
            for (int i = 0; i < halves.length; i++) {
                halves[i] = site.connect();
                send(halves[i], "{\"Format\":\"LOGIN\",\"User\":{\"Username\":\"half");
            }
            send(client, "{\"Format\":\"VALIDATE\"}\n");
            assertThat(reader(client).readLine()).contains("\"Success\":true");
            for (Socket half : halves) {
                send(half, "\"}}\n");
                assertThat(reader(half).readLine()).contains("\"Username\":\"half\"");
                half.close();
            }
            Waiting.until("their ends", () -> site.listener().connections() == 1);
        }
    }
}

package junretsu.users.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.net.tcp.LoopSite;
import junretsu.users.line.Accounts;
import junretsu.users.line.AddedField;
import junretsu.users.line.AnswerTaker;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Origin;
import junretsu.users.line.RequestWriter;
import junretsu.users.line.UserLines;
import junretsu.users.line.Verb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that share a connection: a pool with one of each kind, and a back end that answers when the test says. */
@Timeout(180)
class RemoteRequestsIT {
    private static final int LINE_BYTES_MAX = 64 << 10;
    private static final int PICTURE_LINE_BYTES_MAX = 256 << 10;
    private static final long ASKED_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final Origin ORIGIN = new Origin("192.0.2.1", "", false);

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final DistinctErrors errors = new DistinctErrors(log::add, Clock.SYSTEM);
    private final BlockingQueue<AnswerTaker> held = new LinkedBlockingQueue<>();
    private LoopSite backend;
    private RemoteAccounts accounts;
    private WorkerThread thread;

    @BeforeEach
    void start() throws Exception {
        Accounts behind = (request, origin, answer) -> {
            if (request.user().username().equals("held")) {
                held.add(answer);
            } else {
                answer.accept(LineAnswer.ok(LineUser.NOBODY));
            }
        };
        backend = new LoopSite(
                () -> new UserLines(behind, null, Clock.SYSTEM, (verb, answer, nanos, heldNanos) -> {}, errors),
                LoopSite.LIMITS,
                1,
                100);
        HostPort address = new HostPort("127.0.0.1", backend.port());
        accounts = new RemoteAccounts(
                new RemoteConfig(address, null, null, 1, 1, 64, 100, ASKED_NANOS, ASKED_NANOS, ASKED_NANOS),
                Clock.SYSTEM,
                errors);
        thread = new WorkerThread(accounts, IdlePolicy.none(), errors).start();
    }

    @AfterEach
    void stop() throws Exception {
        thread.close();
        backend.close();
        assertThat(log).isEmpty();
    }

    private BlockingQueue<LineAnswer> begin(LineRequest request) {
        BlockingQueue<LineAnswer> answers = new LinkedBlockingQueue<>();
        accounts.handle(request, ORIGIN, answers::add);
        return answers;
    }

    private LineAnswer ask(LineRequest request) throws InterruptedException {
        return answer(begin(request));
    }

    private static LineAnswer answer(BlockingQueue<LineAnswer> answers) throws InterruptedException {
        LineAnswer answer = answers.poll(ASKED_NANOS, TimeUnit.NANOSECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }

    private static LineRequest named(Verb verb, String username) {
        return new LineRequest(verb, new LineUser(username, "", "", ""));
    }

    @Test
    void aRequestThatIsLongerThanTheBackEndTakesIsRejectedAndHarmsNoOther() throws Exception {
        BlockingQueue<LineAnswer> before = begin(named(Verb.VALIDATE, "held"));
        AnswerTaker first = held.poll(ASKED_NANOS, TimeUnit.NANOSECONDS);
        BlockingQueue<LineAnswer> escaped = begin(new LineRequest(
                Verb.UPDATE_NICKNAME, new LineUser("", "", "<".repeat(4_000), "<".repeat(LINE_BYTES_MAX / 8))));
        first.accept(LineAnswer.ok(LineUser.NOBODY));
        assertThat(answer(before).err()).isEmpty();
        assertThat(answer(escaped).added().text(AddedField.DETAIL)).contains("longer");
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATE", "UPDATE_IMAGE"})
    void theLongestRequestThatIsSentIsTaken(Verb verb) throws Exception {
        int bytesMax = verb == Verb.UPDATE_IMAGE ? PICTURE_LINE_BYTES_MAX : LINE_BYTES_MAX;
        int frame = RequestWriter.write(image(verb, 0), Long.MAX_VALUE, new byte[1_000], 0);
        assertThat(ask(image(verb, bytesMax - frame)).err()).isEmpty();
        assertThat(ask(image(verb, bytesMax - frame + 1)).err()).isEqualTo(LineAnswer.INVALID_PACKET);
        assertThat(ask(image(verb, 0)).err()).isEmpty();
    }

    private static LineRequest image(Verb verb, int characters) {
        return new LineRequest(verb, LineUser.NOBODY, LineFields.NONE.with(AddedField.IMAGE, "x".repeat(characters)));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REGISTER",
                "LOGIN",
                "SCRAM",
                "UPDATE_PASSWORD",
                "UPDATE_IMAGE",
                "GET_IMAGE",
                "TOTP_CONFIRM",
                "TOTP_END",
                "TOTP_CODES"
            })
    void nobodyWaitsForAnothersPasswordOrPicture(Verb verb) throws Exception {
        BlockingQueue<LineAnswer> slow = begin(named(verb, "held"));
        AnswerTaker hash = held.poll(ASKED_NANOS, TimeUnit.NANOSECONDS);
        BlockingQueue<LineAnswer> quick = begin(named(Verb.VALIDATE, "ann"));
        assertThat(quick.poll(20, TimeUnit.SECONDS)).as("before the other").isNotNull();
        assertThat(slow).isEmpty();
        hash.accept(LineAnswer.ok(LineUser.NOBODY));
        assertThat(answer(slow).err()).isEmpty();
    }
}

package junretsu.users.blast;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.IoReason;
import junretsu.load.PacedSender;
import junretsu.load.Silence;
import junretsu.text.JsonException;
import junretsu.users.blast.CallCheck.Judgement;
import junretsu.users.line.AnswerParser;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;

/**
 * One event loop's clients: begins operations when they are due and a client is free, and takes their answers.
 *
 * <p>The thread that steps it is the one writer of everything here. {@link #sent}, {@link #problems} and {@link #wrong}
 * may be read at any time, the rest once it has {@link #ended}.
 */
final class UsersSender extends PacedSender {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The time that answers under way get after {@link #stop}. */
    private static final long STOP_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final UsersBlastConfig config;
    private final LoginWay way;
    private final CallMaker maker;
    private final CallCheck check;
    private final UserClients clients;
    private final AnswerParser parser = new AnswerParser();
    private final UserBook book;
    private final ScramHashes hashes;
    private final LoadCounts counts = new LoadCounts();
    private final Silence silence = new Silence();
    private final Consumer<SelectionKey> advance = this::advance;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong problems = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final long quota;
    private final long hashesBefore;
    private long drawn;
    private int busy;
    private int done;
    private long lookedNanos;
    private long overNanos = -1;

    /**
     * Makes a sender that has not begun.
     *
     * @param quota of operations; {@link Long#MAX_VALUE} when the time says it
     * @param part the users of this loop, their sessions and what is known of them
     */
    UsersSender(UsersBlastConfig config, LoginWay way, long quota, UserPart part, UserClients clients, Clock clock) {
        super("users", config.rate().pacer(1, config.loops(), part.number()), clock);
        this.config = config;
        this.way = way;
        this.clients = clients;
        book = part.book();
        hashes = part.hashes();
        hashesBefore = hashes.computed();
        maker = new CallMaker(config.mix(), config.pick(), way, book, part.sessions(), part.random());
        check = new CallCheck(book, part.sessions(), hashes, way != LoginWay.FRESH);
        this.quota = quota;
    }

    @Override
    public int doWork() throws IOException {
        if (hasEnded()) {
            return 0;
        }
        done = 0;
        long now = elapsedNanos();
        if (now < 0) {
            return 0;
        }
        if (overNanos < 0 && isDone(now, drawn >= quota || isLost(now))) {
            overNanos = now;
        }
        if (overNanos >= 0 && (busy == 0 || isCut(now))) {
            return finish(now);
        }
        if (overNanos < 0) {
            beginDue(now);
        }
        await(now);
        if (elapsedNanos() - lookedNanos >= LOOK_NANOS) {
            look(elapsedNanos());
        }
        sent.lazySet(drawn);
        return done;
    }

    /** Returns whether all connections were lost, and for long: a load that is counted would wait for ever. */
    private boolean isLost(long now) {
        return endNanos() == Long.MAX_VALUE && busy == 0 && !clients.hasFree() && silence.isLong(now);
    }

    private boolean isCut(long now) {
        return isStopped() && now - overNanos >= STOP_LIMIT_NANOS;
    }

    private void beginDue(long now) {
        while (clients.hasFree() && drawn < quota && drawn < pacer.due(now)) {
            recordLag(drawn, 1, now);
            begin(clients.take(), maker.draw(pacer.isUnlimited() ? elapsedNanos() : pacer.dueNanos(drawn)));
            drawn++;
        }
    }

    /** Waits for answers, but never past the next due time: shorter waits than 1 ms are the idle policy's. */
    private void await(long now) throws IOException {
        boolean isPaced = overNanos < 0 && !pacer.isUnlimited() && clients.hasFree() && drawn < quota;
        long waitNanos = isPaced ? pacer.dueNanos(drawn) - now : LOOK_NANOS;
        long waitMs = TimeUnit.NANOSECONDS.toMillis(Math.min(waitNanos, LOOK_NANOS) - 1);
        clients.await(advance, waitMs);
    }

    private void begin(UserClient client, Call call) {
        done++;
        busy++;
        client.call = call;
        counts.of(call.operation).sent++;
        ask(client, maker.request(call));
    }

    private void ask(UserClient client, LineRequest request) {
        try {
            client.ask(request, elapsedNanos());
        } catch (IOException e) {
            fail(client, "cannot be sent");
        }
    }

    private void advance(SelectionKey key) {
        UserClient client = (UserClient) key.attachment();
        done++;
        try {
            if (key.isConnectable()) {
                if (client.finishConnect()) {
                    clients.giveBack(client);
                }
                return;
            }
            if (key.isWritable()) {
                client.flush();
            }
            if (key.isReadable()) {
                receive(client);
            }
        } catch (IOException e) {
            fail(client, IoReason.of(e));
        }
    }

    private void receive(UserClient client) throws IOException {
        int length = client.read();
        if (length < 0) {
            return;
        }
        LineAnswer answer;
        try {
            answer = client.take(parser, length);
        } catch (JsonException e) {
            if (client.call == null) {
                counts.strayed("what is no answer", e.getMessage());
                drop(client);
                return;
            }
            giveUp(client, Judgement.wrong("what is no answer"), e.getMessage());
            return;
        }
        silence.answered();
        if (client.call == null) {
            strayed(client, answer);
        } else if (parser.id() != client.expectedId()) {
            misplaced(client, answer);
        } else {
            take(client, answer);
        }
    }

    /** An answer came that nothing had asked for: last words, or another client's. */
    private void strayed(UserClient client, LineAnswer answer) {
        if (answer.success() || parser.id() != AnswerParser.NO_ID) {
            counts.strayed("an answer that nobody had asked for", CallCheck.shown(answer));
            wrong.lazySet(counts.wrong());
        } else {
            counts.reconnects.add(answer.err(), "");
        }
        drop(client);
    }

    private void misplaced(UserClient client, LineAnswer answer) {
        boolean isLastWords = !answer.success() && parser.id() == AnswerParser.NO_ID;
        giveUp(
                client,
                isLastWords
                        ? new Judgement(Outcome.REFUSED, answer.err(), null, null)
                        : Judgement.wrong("the answer to another request"),
                CallCheck.shown(answer));
    }

    private void take(UserClient client, LineAnswer answer) {
        LoadCounts.LineCounts lines = counts.of(client.verb);
        if (answer.success()) {
            lines.succeeded++;
        } else {
            lines.failed++;
        }
        Judgement judgement = check.judge(client.call, answer);
        if (judgement.next() != null) {
            ask(client, judgement.next());
            return;
        }
        end(client, judgement, judgement.outcome() == Outcome.WRONG ? CallCheck.shown(answer) : "");
        if (client.holdsMore()) {
            counts.strayed("an answer that nobody had asked for", "behind one to " + client.verb);
            drop(client);
        } else if (way == LoginWay.FRESH && judgement.session() != null) {
            begin(client, maker.endAll(elapsedNanos(), judgement.session()));
        } else {
            clients.giveBack(client);
        }
    }

    private void end(UserClient client, Judgement judgement, String example) {
        Call call = client.call;
        client.call = null;
        busy--;
        if (call.isTaker) {
            book.giveBack(call.user);
        }
        long now = elapsedNanos();
        String shown = judgement.outcome() == Outcome.WRONG ? book.username(call.user) + ": " + example : "";
        counts.ended(call.operation, judgement.outcome(), judgement.reason(), shown, now, now - call.plannedNanos);
        if (judgement.outcome() != Outcome.OK) {
            problems.lazySet(counts.sum(Outcome.REFUSED) + counts.sum(Outcome.FAILED));
            wrong.lazySet(counts.wrong());
        }
    }

    private void fail(UserClient client, String reason) {
        silence.failed(elapsedNanos());
        if (client.call == null) {
            counts.reconnects.add(reason, "");
            drop(client);
        } else {
            giveUp(client, new Judgement(Outcome.FAILED, reason, null, null), "");
        }
    }

    /** Gives a connection up with the operation under way, whose own answer nobody has seen. */
    private void giveUp(UserClient client, Judgement judgement, String example) {
        counts.of(client.verb).unanswered++;
        check.unanswered(client.call);
        end(client, judgement, example);
        drop(client);
    }

    private void drop(UserClient client) {
        clients.drop(client, elapsedNanos());
    }

    /** Ends waits that are too long, and connects anew what has lost its connection. */
    private void look(long now) {
        lookedNanos = now;
        for (UserClient client : clients.all()) {
            if (client.call != null && now - client.sinceNanos >= config.timeoutNanos()) {
                fail(client, "no answer in time");
            } else if (!client.isOpen() && now >= client.sinceNanos) {
                reconnect(client);
            }
        }
    }

    private void reconnect(UserClient client) {
        try {
            if (client.reconnect()) {
                clients.giveBack(client);
            }
        } catch (IOException e) {
            fail(client, IoReason.of(e));
        }
    }

    private int finish(long now) {
        counts.unsent = silence.isOn() && !interrupted() && quota != Long.MAX_VALUE ? quota - drawn : 0;
        for (UserClient client : clients.all()) {
            if (client.call != null) {
                fail(client, "cut at the end");
            }
        }
        counts.hashesComputed = hashes.computed() - hashesBefore;
        end(now);
        return 0;
    }

    @Override
    public void onClose() throws IOException {
        clients.close();
    }

    /** Operations begun so far. */
    long sent() {
        return sent.get();
    }

    /** Operations refused and failed so far. */
    long problems() {
        return problems.get();
    }

    /** Answers so far that were wrong. */
    long wrong() {
        return wrong.get();
    }

    LoadCounts counts() {
        return counts;
    }
}
